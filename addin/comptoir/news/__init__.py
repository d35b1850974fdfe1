"""News from outside: fetched within limits, read into plain items. Knows no record and no desk."""
