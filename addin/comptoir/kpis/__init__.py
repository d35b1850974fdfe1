"""What the figures of the desk mean, and their values: on plain columns, without a database."""
