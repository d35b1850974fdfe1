"""A workbook open in Excel or in Calc, read and written in blocks.

Only ``comptoir.sheets.workbook`` beside this room knows xlwings by name; what is here works on
the ranges it is given, whichever program they lie in.
"""

from __future__ import annotations
