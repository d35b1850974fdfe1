"""Word templates: compiled once, filled many times, never silently wrong.

The tags are those docxtpl made known: ``{{ value }}``, ``{% if … %}``, and ``{%tr … %}``,
``{%tc … %}``, ``{%p … %}``, ``{%r … %}`` which take the place of a row, a cell, a paragraph, a run.
"""

from __future__ import annotations

from comptoir.letters.word.faults import (
    BrokenTemplate,
    Fault,
    NotWord,
    Place,
    Unfillable,
    Unwritable,
)
from comptoir.letters.word.sandbox import Bounds
from comptoir.letters.word.template import Template, compiled
from comptoir.letters.word.values import Picture, Styled, ToComplete, picture

__all__ = [
    "Bounds",
    "BrokenTemplate",
    "Fault",
    "NotWord",
    "Picture",
    "Place",
    "Styled",
    "Template",
    "ToComplete",
    "Unfillable",
    "Unwritable",
    "compiled",
    "picture",
]
