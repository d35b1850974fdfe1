r"""The registry of Windows, where Excel and Windows keep what they were told.

A key is written as Windows writes it: ``HKCU\Software\Microsoft\Office``. What cannot be read,
because it is not there or is not ours to read, is empty.

Source: Python, module ``winreg``; Microsoft, *32-bit and 64-bit Application Data in the Registry*
(a Python of 32 bits sees another half of HKLM unless it asks for that of 64).
"""

from __future__ import annotations

import importlib
import ntpath
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

Value = str | int | bytes


class Registry(Protocol):
    """What an installation changes, and what the doctor reads."""

    def values(self, key: str) -> Mapping[str, Value]:
        """The values of *key* by name; the one without a name is ``""``."""

    def keys(self, key: str) -> tuple[str, ...]:
        """The names of the keys below *key*."""

    def put(self, key: str, name: str, value: str | int) -> None:
        """Set a value, and make its key where it is not there."""

    def drop(self, key: str, name: str) -> None:
        """Remove a value; one that is not there is removed already."""

    def drop_key(self, key: str) -> None:
        """Remove a key and its values; it has no keys below."""


class WindowsRegistry:
    """The registry of this computer."""

    def __init__(self) -> None:
        self._reg: Any = importlib.import_module("winreg")  # where Windows is, and nowhere else

    def values(self, key: str) -> dict[str, Value]:
        try:
            with self._opened(key) as opened:
                rows = [self._reg.EnumValue(opened, at) for at in range(self._count(opened, 1))]
        except OSError:
            return {}
        return {
            name: self._expanded(value, kind)
            for name, value, kind in rows
            if isinstance(value, Value)
        }

    def keys(self, key: str) -> tuple[str, ...]:
        try:
            with self._opened(key) as opened:
                below = range(self._count(opened, 0))
                return tuple(self._reg.EnumKey(opened, at) for at in below)
        except OSError:
            return ()

    def put(self, key: str, name: str, value: str | int) -> None:
        root, path = self._split(key)
        kind = self._reg.REG_SZ if isinstance(value, str) else self._reg.REG_DWORD
        with self._reg.CreateKeyEx(root, path, 0, self._reg.KEY_WRITE) as opened:
            self._reg.SetValueEx(opened, name, 0, kind, value)

    def drop(self, key: str, name: str) -> None:
        root, path = self._split(key)
        try:
            with self._reg.OpenKey(root, path, 0, self._reg.KEY_WRITE) as opened:
                self._reg.DeleteValue(opened, name)
        except FileNotFoundError:
            return

    def drop_key(self, key: str) -> None:
        root, path = self._split(key)
        try:
            self._reg.DeleteKey(root, path)
        except FileNotFoundError:
            return

    def _opened(self, key: str) -> Any:
        root, path = self._split(key)
        access = self._reg.KEY_READ | self._reg.KEY_WOW64_64KEY
        return self._reg.OpenKey(root, path, 0, access)

    def _count(self, opened: Any, what: int) -> int:
        return int(self._reg.QueryInfoKey(opened)[what])

    def _split(self, key: str) -> tuple[Any, str]:
        root, _, path = key.partition("\\")
        roots = {"HKCU": self._reg.HKEY_CURRENT_USER, "HKLM": self._reg.HKEY_LOCAL_MACHINE}
        return roots[root], path

    def _expanded(self, value: Value, kind: int) -> Value:
        """A value with its variables, as ``%APPDATA%``, filled in."""
        if kind == self._reg.REG_EXPAND_SZ and isinstance(value, str):
            return ntpath.expandvars(value)
        return value


class NoRegistry:
    """Where there is no Windows."""

    def values(self, key: str) -> dict[str, Value]:  # noqa: ARG002 - as the others
        return {}

    def keys(self, key: str) -> tuple[str, ...]:  # noqa: ARG002 - the same
        return ()

    def put(self, key: str, name: str, value: str | int) -> None:
        raise AssertionError(f"no registry here for {key} {name} {value}")

    def drop(self, key: str, name: str) -> None:
        raise AssertionError(f"no registry here for {key} {name}")

    def drop_key(self, key: str) -> None:
        raise AssertionError(f"no registry here for {key}")


def texts(registry: Registry, key: str) -> dict[str, str]:
    """The values of *key* that are texts."""
    return {name: value for name, value in registry.values(key).items() if isinstance(value, str)}


def numbers(registry: Registry, key: str) -> dict[str, int]:
    """The values of *key* that are numbers."""
    return {name: value for name, value in registry.values(key).items() if isinstance(value, int)}


def below(registry: Registry, key: str) -> Iterator[tuple[str, str]]:
    """The keys below *key*: the name of each, and the whole of it."""
    for name in registry.keys(key):
        yield name, f"{key}\\{name}"
