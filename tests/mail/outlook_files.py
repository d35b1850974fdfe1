"""Makes .msg and winmail.dat files for the tests, from the published formats.

[MS-CFB] version 3 with a mini stream, [MS-OXMSG], [MS-OXTNEF].
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(tree: dict) -> bytes:  # noqa: C901 - the format in one place
    """A compound file of *tree*: names to bytes (streams) or to dicts (storages)."""
    entries = [("Root Entry", 5, tree)]
    children: dict[int, list[int]] = {}

    def gather(at: int) -> None:
        for name, what in entries[at][2].items():
            entries.append((name, 1 if isinstance(what, dict) else 2, what))
            children.setdefault(at, []).append(len(entries) - 1)
        for child in children.get(at, []):
            if entries[child][1] == 1:
                gather(child)

    gather(0)
    mini, mini_fat, sectors, fat = bytearray(), [], [], []

    def chain(data: bytes) -> int:
        if not data:
            return END
        first, count = len(sectors), -(-len(data) // SECTOR)
        for n in range(count):
            sectors.append(data[n * SECTOR : (n + 1) * SECTOR].ljust(SECTOR, b"\0"))
            fat.append(first + n + 1 if n + 1 < count else END)
        return first

    starts = {}
    for at, (_name, kind, what) in enumerate(entries):
        if kind != 2:
            continue
        if len(what) >= CUTOFF:
            starts[at] = chain(what)
        elif what:
            starts[at], count = len(mini_fat), -(-len(what) // MINI)
            mini.extend(what.ljust(count * MINI, b"\0"))
            mini_fat.extend([*range(starts[at] + 1, starts[at] + count), END])
        else:
            starts[at] = END
    root_start = chain(bytes(mini))
    mini_fat_start = chain(struct.pack(f"<{len(mini_fat)}I", *mini_fat)) if mini_fat else END
    directory = bytearray()
    for at, (name, kind, what) in enumerate(entries):
        kids = children.get(at, [])
        siblings = next((k for k in children.values() if at in k), [])
        after = siblings[siblings.index(at) + 1 :] if siblings else []
        raw = name.encode("utf-16-le") + b"\0\0"
        size = len(mini) if kind == 5 else len(what) if kind == 2 else 0
        start = root_start if kind == 5 else starts.get(at, 0)
        directory += raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
        directory += struct.pack(
            "<III", FREE, after[0] if after else FREE, kids[0] if kids else FREE
        )
        directory += b"\0" * 36 + struct.pack("<IQ", start, size)
    dir_start = chain(bytes(directory).ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0"))
    fat_count = 1
    while (len(fat) + fat_count) * 4 > fat_count * SECTOR:
        fat_count += 1
    fat_start = len(sectors)
    fat += [FAT] * fat_count
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_count * SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_count)
    head += struct.pack(
        "<IIIIII",
        dir_start,
        0,
        CUTOFF,
        mini_fat_start,
        len(mini_fat) and -(-len(mini_fat) * 4 // SECTOR),
        END,
    )
    head += struct.pack("<I", 0) + struct.pack(
        "<109I", *range(fat_start, fat_start + fat_count), *[FREE] * (109 - fat_count)
    )
    return head + b"".join(sectors) + table


def filetime(at: datetime) -> bytes:
    return struct.pack("<Q", int((at - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7)


def storage(head: int, texts=(), *, binaries=(), fixed=(), ansi=(), **inside) -> dict:
    """One storage: unicode and 8-bit strings, binaries and fixed values by number."""
    made = dict(inside)
    table = b"\0" * head
    for tag, value in dict(texts).items():
        made[f"__substg1.0_{tag:04X}001F"] = value.encode("utf-16-le")
        table += struct.pack("<HHI8s", 0x1F, tag, 6, struct.pack("<I", len(value) * 2 + 2))
    for tag, value in dict(ansi).items():
        made[f"__substg1.0_{tag:04X}001E"] = value
        table += struct.pack("<HHI8s", 0x1E, tag, 6, struct.pack("<I", len(value) + 1))
    for tag, value in dict(binaries).items():
        made[f"__substg1.0_{tag:04X}0102"] = value
        table += struct.pack("<HHI8s", 0x102, tag, 6, struct.pack("<I", len(value)))
    for tag, value in dict(fixed).items():
        raw = filetime(value) if isinstance(value, datetime) else struct.pack("<iI", value, 0)
        table += struct.pack("<HHI8s", 0x40 if isinstance(value, datetime) else 3, tag, 6, raw)
    made["__properties_version1.0"] = table
    return made


def recipient(name: str, smtp: str, kind: int = 1) -> dict:
    return storage(8, {0x3001: name, 0x39FE: smtp}, fixed={0x0C15: kind})


def tnef(*, body=b"", files=(), rtf=b"") -> bytes:
    """A winmail.dat with a body and files (name, bytes)."""
    out = struct.pack("<IH", 0x223E9F78, 1)

    def add(level: int, kind: int, name: int, data: bytes) -> None:
        nonlocal out
        out += struct.pack("<BHHI", level, name, kind, len(data)) + data
        out += struct.pack("<H", sum(data) & 0xFFFF)

    add(1, 8, 0x9006, struct.pack("<I", 0x10000))
    add(1, 6, 0x9007, struct.pack("<II", 1252, 0))
    if body:
        add(1, 2, 0x800C, body + b"\0")
    if rtf:
        padded = rtf.ljust(-(-len(rtf) // 4) * 4, b"\0")
        add(1, 6, 0x9003, struct.pack("<IHHII", 1, 0x102, 0x1009, 1, len(rtf)) + padded)
    for name, data in files:
        add(2, 6, 0x9002, b"\1\0" + b"\xff" * 4 + b"\0" * 8)
        add(2, 1, 0x8010, name.encode("cp1252") + b"\0")
        add(2, 6, 0x800F, data)
    return out
