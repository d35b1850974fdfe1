"""Write which slip each rule of consistency finds: addin/comptoir/demo/seeds.txt.

python tests/rule_seeds.py
"""

from __future__ import annotations

from pathlib import Path

from comptoir.demo.proving import seeds
from comptoir.rules.consistency import RULES

HEAD = (
    "# Made by tests/rule_seeds.py: rule, sale, paper, fact, how it goes wrong, beside which one.\n"
)
TARGET = Path(__file__).parent.parent / "addin" / "comptoir" / "demo" / "seeds.txt"


def main() -> None:
    found = seeds()
    lines = [
        "\t".join((code, str(one.sale), one.sheet.name, one.field, one.how,
                   one.beside.name if one.beside else ""))
        for code in RULES if (one := found.get(code))
    ]  # fmt: skip
    TARGET.write_text(HEAD + "".join(f"{line}\n" for line in lines), "utf-8")
    print(len(lines), "of", len(RULES), "without:", [code for code in RULES if code not in found])


if __name__ == "__main__":
    main()
