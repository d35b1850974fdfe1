"""``python -m comptoir.cli``: the command, where a schedule must name the Python it runs under."""

from __future__ import annotations

from comptoir.cli import main

if __name__ == "__main__":
    main()
