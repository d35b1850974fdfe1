r"""The three keys of a project's protection: state, password, visibility.

Source: [MS-OVBA] 2.4.3. Each value is scrambled with the project's ID, so a
changed ID spoils all three. This hides nothing, and is not meant to.

>>> key = scrambled("{00000000-0000-0000-0000-000000000000}", bytes(4))
>>> unscrambled("{00000000-0000-0000-0000-000000000000}", key)
b'\x00\x00\x00\x00'
"""

from __future__ import annotations

import struct

_VERSION = 2
_SEED = 0x5D


def _project_key(project_id: str) -> int:
    return sum(project_id.encode("ascii")) & 0xFF


def scrambled(project_id: str, data: bytes, seed: int = _SEED) -> str:
    """*data* as it stands after ``CMG=``, ``DPB=`` or ``GC=``."""
    key = _project_key(project_id)
    out = [seed, seed ^ _VERSION, seed ^ key]
    plain, last, before = key, seed ^ key, seed ^ _VERSION
    for byte in bytes([7] * ((seed & 6) // 2)) + struct.pack("<I", len(data)) + data:
        coded = byte ^ ((before + plain) & 0xFF)
        out.append(coded)
        before, last, plain = last, coded, byte
    return bytes(out).hex().upper()


def unscrambled(project_id: str, text: str) -> bytes:
    """The inverse; raises ``ValueError`` when *text* was not made with *project_id*."""
    coded = bytes.fromhex(text)
    head = 3
    if len(coded) < head:
        raise ValueError("too short")
    seed, key = coded[0], coded[0] ^ coded[2]
    if coded[1] ^ seed != _VERSION or key != _project_key(project_id):
        raise ValueError("made for another project ID")
    plain, last, before, out = key, coded[2], coded[1], bytearray()
    for byte in coded[head:]:
        out.append(byte ^ ((before + plain) & 0xFF))
        before, last, plain = last, byte, out[-1]
    start = (seed & 6) // 2 + 4
    size = int.from_bytes(out[start - 4 : start], "little")
    if len(out) != start + size:
        raise ValueError(f"{len(out) - start} bytes, not {size}")
    return bytes(out[start:])
