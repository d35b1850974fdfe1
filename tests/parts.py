"""The parts of a workbook, for tests that look into one or spoil it."""

from __future__ import annotations

import zipfile


def parts_of(path):
    """Every part of a file, unpacked."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def raw_parts(path):
    """Every part of a file as packed, with its dates and attributes."""
    found = {}
    with zipfile.ZipFile(path) as package, path.open("rb") as stream:
        for entry in package.infolist():
            stream.seek(entry.header_offset)
            header = stream.read(30)
            skip = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
            stream.seek(entry.header_offset + 30 + skip)
            found[entry.filename] = (
                stream.read(entry.compress_size),
                entry.date_time,
                entry.external_attr,
                entry.create_system,
            )
    return found


def rewrite(path, changes):
    """Write a file again with parts changed: bytes, a function of them, ``None`` for gone."""
    parts = parts_of(path)
    for name, change in changes.items():
        if callable(change):
            parts[name] = change(parts[name])
        elif change is None:
            del parts[name]
        else:
            parts[name] = change
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def swap(old, new):
    """A change of one stretch of bytes, which must be there."""

    def change(data):
        assert old in data, (old, data[-2000:])
        return data.replace(old, new, 1)

    return change
