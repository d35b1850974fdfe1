"""A compound file written here is read by others, and by our strict reader."""

from __future__ import annotations

import io
import random

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vbabuild import compound, compound_reader
from vbabuild.compression import compress, decompress
from vbabuild.mistakes import MISTAKES, TOLERATED, Fault, Faults, Unreadable
from vbabuild.protection import scrambled, unscrambled

NAMES = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789é", min_size=1)
CONTENTS = st.sampled_from([0, 1, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 9000]).map(
    lambda size: bytes(number % 251 for number in range(size))
)


def names(content):
    return st.dictionaries(NAMES.map(lambda name: name[:31]), content, max_size=20).filter(
        lambda tree: len({name.upper() for name in tree}) == len(tree)
    )


def flat(tree, prefix=""):
    found = {}
    for name, content in tree.items():
        if isinstance(content, dict):
            found |= flat(content, f"{prefix}{name}/")
        else:
            found[prefix + name] = content
    return found


def by_olefile(blob):
    with olefile.OleFileIO(io.BytesIO(blob), raise_defects=olefile.DEFECT_UNSURE) as ole:
        read = {"/".join(path): ole.openstream(path).read() for path in ole.listdir()}
        return read, ole.parsing_issues


@settings(max_examples=60, deadline=None)
@given(names(st.one_of(CONTENTS, names(CONTENTS))))
def test_any_tree_comes_back_and_olefile_finds_no_defect(tree):
    blob, faults = compound.write(tree), Faults()
    assert compound_reader.read(blob, faults) == flat(tree)
    assert faults == []
    assert by_olefile(blob) == (flat(tree), [])


def test_the_same_tree_in_another_order_gives_the_same_bytes():
    tree = {"PROJECT": b"ID", "VBA": {"dir": b"d", "Ruban": b"r" * 5000}}
    turned = {"VBA": {"Ruban": b"r" * 5000, "dir": b"d"}, "PROJECT": b"ID"}
    assert compound.write(tree) == compound.write(turned)


def test_a_file_with_more_tables_than_the_header_can_list():
    tree = {"long": random.Random(1).randbytes(7_200_000)}
    blob, faults = compound.write(tree), Faults()
    assert compound_reader.read(blob, faults) == tree
    assert faults == []
    assert by_olefile(blob) == (tree, [])


@pytest.mark.parametrize("name", ["", "a" * 32, "a/b", "a\\b", "a:b", "a!b"])
def test_a_name_that_a_directory_cannot_hold(name):
    with pytest.raises(ValueError, match="cannot be a directory name"):
        compound.write({name: b""})


@pytest.mark.parametrize("blob", [b"", b"PK\x03\x04", compound.SIGNATURE])
def test_something_else_than_a_compound_file(blob):
    with pytest.raises(Unreadable) as refused:
        compound_reader.read(blob, Faults())
    assert refused.value.fault.mistake == "cfb-signature"


def structures(blob):
    """Each byte of the header and the table, and of the streams' types, links and sizes."""
    directory = (int.from_bytes(blob[48:52], "little") + 1) * 512
    table = (int.from_bytes(blob[76:80], "little") + 1) * 512
    yield from range(512)
    yield from range(table, table + 512)
    for entry in range(directory + 128, directory + 5 * 128, 128):
        yield from range(entry + 64, entry + 80)
        if blob[entry + 66] == compound.STREAM:
            yield from range(entry + 116, entry + 128)


def test_a_damaged_file_is_never_read_in_silence():
    tree = {"PROJECT": b"ID" * 40, "VBA": {"dir": b"d" * 300, "Ruban": b"r" * 5000}}
    blob = compound.write(tree)
    signature_of_transactions, no_more_lists = set(range(52, 56)), 68
    for at in set(structures(blob)) - signature_of_transactions - {no_more_lists}:
        damaged, faults = bytearray(blob), Faults()
        damaged[at] ^= 1
        try:
            read = compound_reader.read(bytes(damaged), faults)
        except Unreadable:
            continue
        assert faults or read != flat(tree), at


@settings(max_examples=80, deadline=None)
@given(st.text('abc ="\r\néAttribute VB_Name', max_size=9000))
def test_compressed_text_comes_back_here_and_in_olevba(olevba, text):
    data = text.encode("cp1252")
    assert decompress(compress(data)) == data
    if data:
        assert bytes(olevba.decompress_stream(bytearray(compress(data)))) == data


@pytest.mark.parametrize(
    "data",
    [
        b"a" * 4096,
        b"a" * 4097,
        b"ab" * 40_000,
        random.Random(3).randbytes(4096) + b"end",
        b"x" * 700 + b"y" * 67 + b"x" * 80,
    ],
    ids=["chunk", "chunk and one", "many", "incompressible chunk", "match longer than a token"],
)
def test_the_edges_of_a_chunk(olevba, data):
    assert decompress(compress(data)) == data
    assert bytes(olevba.decompress_stream(bytearray(compress(data)))) == data


def test_noise_is_no_source():
    with pytest.raises(ValueError, match="no text"):
        compress(random.Random(4).randbytes(4000))


@pytest.mark.parametrize(
    "data",
    [b"", b"\x02", b"\x01\x00\x00", b"\x01\xff\xbf", b"\x01\x02\xb0\x01\x00\x00"],
    ids=["nothing", "signature", "no chunk", "overrun", "copy from before"],
)
def test_corrupt_containers_are_refused(data):
    with pytest.raises(Unreadable) as refused:
        decompress(data)
    assert refused.value.fault.mistake == "ovba-compression"


@given(st.uuids(), st.binary(max_size=12), st.integers(0, 255))
@settings(max_examples=60)
def test_protection_comes_back_with_its_project_only(project, data, seed):
    project_id = f"{{{project}}}".upper()
    assert unscrambled(project_id, scrambled(project_id, data, seed)) == data


def test_protection_of_another_project():
    key = scrambled("{00000000-0000-0000-0000-000000000000}", bytes(4))
    with pytest.raises(ValueError, match="another project"):
        unscrambled("{00000000-0000-0000-0000-000000000001}", key)
    with pytest.raises(ValueError, match="too short"):
        unscrambled("{00000000-0000-0000-0000-000000000000}", "00")


def test_a_fault_reads_as_a_sentence():
    found = Fault("cfb-sort-order", "VBA/dir", "a")
    assert str(found) == "VBA/dir: cfb-sort-order: siblings out of order (a)"
    assert set(MISTAKES) >= TOLERATED
