"""``python -m comptoir.letters.drawing FOLDER``: draw the shipped templates again."""

from __future__ import annotations

import sys
from pathlib import Path

from comptoir.letters.drawing import build

if __name__ == "__main__":
    sys.stdout.write(f"{len(build(Path(sys.argv[1])))} templates\n")
