"""The facts of this computer, of its Excel and of a desk, for the doctor.

Touches only. What a fact means is the doctor's; what cannot be found out is left out.
"""

from __future__ import annotations

from datetime import datetime

from comptoir.desk import fitting
from comptoir.desk.doctor import Facts
from comptoir.desk.fitting import Computer
from comptoir.desk.gathering import computers, desks, excels, macs
from comptoir.settings import Settings
from comptoir.wording import Said


def gathered(
    found: Settings | None,
    *,
    now: datetime,
    fault: Said | None = None,
    computer: Computer | None = None,
) -> Facts:
    """The facts of this computer and of the desk *found*; *fault* tells why there is none.

    *computer* is this one, unless another is given.
    """
    here = computer or fitting.this_computer()
    return Facts(
        now=now,
        desk_fault=fault,
        excel=excels.excel(here, desks.longest_path(found)) if here.on_windows else None,
        mac=macs.mac(here) if here.home.mac else None,
        **computers.facts(here),
        **(desks.facts(found) if found else {}),
    )
