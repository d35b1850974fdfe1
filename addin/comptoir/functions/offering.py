"""The declarations as the builders take them: VBA wrappers for Excel, an extension for Calc.

Excel knows ``COMPTOIR_X`` through VBA and Calc ``COMPTOIR.X``, both under the same X, which
has letters and digits only: UNO allows no underscore, and no name is a cell's address.

Sources
    `vbabuild.functions` and `xlcalc.extension`, for what each office allows.

>>> for_excel()[0].name, for_calc()[0].name, for_calc()[0].target
('COMPTOIR_CHARGEABLE', 'CHARGEABLE', 'comptoir.functions.calc:CHARGEABLE')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comptoir.functions import Argument, declarations
from comptoir.wording import LANGUAGES, translated

if TYPE_CHECKING:
    from vbabuild.functions import Function as Wrapper
    from xlcalc.extension import Function as Method

EXCEL, CALC = "comptoir.functions.excel", "comptoir.functions.calc"
PREFIX = "COMPTOIR"


def for_excel() -> tuple[Wrapper, ...]:
    """What `vbabuild` makes the wrappers and the wizard's help from."""
    from vbabuild import functions as vba  # noqa: PLC0415 - to build only
    from vbabuild.texts import Bilingual  # noqa: PLC0415 - the same

    def both(text: str) -> Bilingual:
        return Bilingual(translated(text, "fr"), text)

    def argument(one: Argument) -> vba.Argument:
        need = vba.Need.REQUIRED if one.needed else vba.Need.OPTIONAL
        return vba.Argument(one.name, both(one.says), need)

    return tuple(
        vba.Function(
            f"{PREFIX}_{one.name}", EXCEL, both(one.says), tuple(map(argument, one.arguments))
        )
        for one in declarations().values()
    )


def for_calc() -> tuple[Method, ...]:
    """What `xlcalc` makes the extension from; every function answers with rows."""
    from xlcalc import extension as calc  # noqa: PLC0415 - to build only

    def words(text: str) -> dict[str, str]:
        return {lang: translated(text, lang) for lang in LANGUAGES}

    def parameter(one: Argument) -> calc.Parameter:
        title = dict.fromkeys(LANGUAGES, one.name)
        return calc.Parameter(one.name, title, words(one.says))

    return tuple(
        calc.Function(
            one.name,
            f"{CALC}:{one.name}",
            words(one.says),
            tuple(map(parameter, one.arguments)),
            returns="rows",
        )
        for one in declarations().values()
    )
