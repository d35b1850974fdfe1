from __future__ import annotations

import copy
import io
from decimal import Decimal
from itertools import pairwise

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from comptoir.letters.word import Unfillable, compiled

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = st.text(max_size=200) | st.text("&<>\"'\n\t{}%#\u202e\u05d0🚢 \u00a0", max_size=80)
NOTHING = st.sampled_from([None, float("nan"), Decimal("NaN"), float("inf"), [], True, object()])


@pytest.fixture(scope="module")
def one_blank():
    book = docx.Document()
    book.add_paragraph("{{ value }}")
    book.add_table(1, 1).cell(0, 0).text = "{{ value }}"
    file = io.BytesIO()
    book.save(file)
    return compiled(file.getvalue(), "letter.docx")


@settings(max_examples=60, deadline=None)
@given(value=TEXT | NOTHING | st.integers() | st.text(min_size=4990, max_size=5000))
def test_any_value_comes_back_exactly_or_is_refused_with_its_place(one_blank, value):
    unfit = not isinstance(value, str | int) or value is True or not all(map(_fits, str(value)))
    if unfit:
        with pytest.raises(Unfillable, match="paragraph 1"):
            one_blank.fill({"value": value}, "en")
        return
    book = docx.Document(io.BytesIO(one_blank.fill({"value": value}, "en")))
    back = _read(str(value))
    assert book.paragraphs[0].text == back
    assert book.tables[0].cell(0, 0).text == back


def _fits(sign):
    code = ord(sign)
    return (
        sign in "\t\n\r\x0b" or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF
    ) and sign not in "\ufdd0\ufdd1"


def _read(text):
    """How Word reads a text: each kind of line end is a line break."""
    text = text.replace("\r\n", "\n")
    for end in "\r\x0b\u2028\u2029":
        text = text.replace(end, "\n")
    return text


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_tags_cut_anywhere_by_anything_give_the_letter_of_the_whole_template(data):
    whole = "Dear {{ name }}, {% if a == 'x' %}yes {{ b.c|upper }}{% endif %} {# note #}end."
    book = docx.Document()
    paragraph = book.add_paragraph()
    cuts = data.draw(st.lists(st.integers(1, len(whole) - 1), max_size=12))
    edges = [0, *sorted(set(cuts)), len(whole)]
    for start, end in pairwise(edges):
        run = paragraph.add_run(whole[start:end])
        _disturb(run._r, data.draw(st.integers(0, 7)))
    file = io.BytesIO()
    book.save(file)
    template = compiled(file.getvalue(), "cut.docx")
    values = {"name": "Anna & Co", "a": "x", "b": {"c": "café"}}
    told = docx.Document(io.BytesIO(template.fill(values, "fr")))
    text = "".join(one.text or "" for one in told.element.body.iter(f"{W}t"))
    assert text == "Dear Anna & Co, yes CAFÉ end."


def _disturb(run, how):
    """What Word does between two letters."""
    match how:
        case 0:
            run.addprevious(etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"}))
        case 1:
            run.addnext(etree.Element(f"{W}bookmarkStart", {f"{W}id": "1", f"{W}name": "m"}))
        case 2:
            make = etree.Element(f"{W}rPr")
            make.append(etree.Element(f"{W}b"))
            run.insert(0, make)
        case 3:
            _wrapped(run, "ins")
        case 4:
            struck = copy.deepcopy(run)
            for text in struck.iter(f"{W}t"):
                text.tag = f"{W}delText"
                text.text = "gone"
            run.addprevious(struck)
            _wrapped(struck, "del")
        case 5:
            _wrapped(run, "smartTag")
        case 6:
            run.insert(0, etree.Element(f"{W}lastRenderedPageBreak"))


def _wrapped(run, name):
    around = etree.Element(f"{W}{name}", {f"{W}id": "9", f"{W}author": "A"})
    run.addprevious(around)
    around.append(run)
