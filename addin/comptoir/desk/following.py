"""What follows from the rows of a save, in the same save: a claim typed gets its days and limit."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from comptoir.desk.claiming import work_out_again
from comptoir.desk.deed import Deed

FACTS = {
    "kind", "harm", "shipment", "container", "received", "due_delivery", "regime", "law",
    "contract_days", "packages", "kg", "currency", "proven",
}  # fmt: skip
"""The fields of a claim that its days and its limit depend on."""


def follow(deed: Deed, new: Collection[str], changed: Mapping[str, Collection[str]]) -> None:
    """Work out the *new* claims, and those of which a fact was *changed*."""
    touched = [*new, *(key for key, fields in changed.items() if FACTS & set(fields))]
    for claim in dict.fromkeys(touched):
        work_out_again(deed, claim)
