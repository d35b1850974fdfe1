"""Excel add-ins from text: .xlam and .xlsm files written and checked without Excel.

The parts, from the inside out:

``compound``, ``compound_reader``     the compound file that holds a VBA project [MS-CFB]
``compression``, ``protection``       how its streams and its keys are written [MS-OVBA]
``project``, ``project_reader``       modules of source, and nothing but source [MS-OVBA]
``ribbon``, ``ribbon_check``          tab, groups and buttons; every callback exists and fits
``functions``                         worksheet functions as wrappers, and their help
``xlwings_vba``                       xlwings' own module, taken from the installed package
``package``, ``package_check``        the workbook around it all
``addin``                             plain lists in, comptoir-like add-in and its twin out

The readers are strict on purpose. Excel answers most mistakes with "We found a
problem with some content" and drops the macros, so ``mistakes`` has a name for
each, and nothing is shipped that the readers can name.
"""

from __future__ import annotations
