"""Rows as columns, for what is worked out from them: the columns of a sheet, and Today."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

Column = list[object]


class Stored(Protocol):
    """Rows of one record in columns, as the store keeps them."""

    @property
    def keys(self) -> Sequence[str]: ...

    @property
    def columns(self) -> Mapping[str, Sequence[object]]: ...


Ask = Callable[[str], Stored]
"""Gives the rows of a record by its name, asked for only where they are needed."""
