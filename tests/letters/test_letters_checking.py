"""A template held against its letter: every fault with its place and its remedy."""

from __future__ import annotations

import io

import docx
import pytest

from comptoir.letters import check, commented
from comptoir.letters.kinds import NoSuchLetter
from comptoir.letters.shelf import NoTemplate, Shelf

_ALL = ("{{ firm.mentions }}", "{{ offer_ref }}")
"""What a follow-up of an offer may not lack."""


def codes(faults):
    return [fault.code for fault in faults]


def told(draft, *paragraphs, kind="offer_follow_up"):
    return check(draft.body(*_ALL, *paragraphs).data(), "mine.docx", kind)


def test_a_template_ready_for_use_has_no_fault(draft):
    known = "{% if valid_until %}{{ valid_until }}{% endif %}"
    assert told(draft, "{{ amount|money }}", known) == []


@pytest.mark.parametrize(
    ("tag", "code", "says"),
    [
        ("{{ ofer_ref }}", "unknown", "Do you mean offer_ref?"),
        ("{{ to.nmae }}", "unknown", "Do you mean name?"),
        ("{{ amount.curency }}", "unknown", "Do you mean currency?"),
        ("{{ amount|mony }}", "syntax", "Do you mean money?"),
        ("{{ valid_until|long_day }}", "maybe", "can be unknown"),
        ("{{ enclosures }}", "list", "|join"),
        ("{% for one in offer_ref %}{{ one }}{% endfor %}", "not_list", "not a list"),
        ("{{ offer_ref", "unclosed", "not closed"),
        ("{% if amount %}", "no_end", "endif"),
        ("{% include 'x' %}", "syntax", "another file"),
    ],
)
def test_each_fault_is_named_with_its_paragraph_and_a_remedy(draft, tag, code, says):
    faults = told(draft, tag)
    [fault] = [one for one in faults if one.code != "missing"]
    assert fault.code == code
    assert says in fault.said.in_("en")
    assert fault.place.where.in_("en") == "paragraph 3"
    assert fault.said.in_("fr") != fault.said.in_("en")


def test_a_fault_in_a_cell_says_which(draft):
    faults = check(draft.body(*_ALL).table(["a", "{{ ofer_ref }}"]).data(), "x", "offer_follow_up")
    assert [fault.place.where.in_("en") for fault in faults] == ["table 1, row 1, cell 2"]


def test_what_a_paper_may_not_lack_is_asked_for(draft):
    faults = check(draft.body("{{ to.name }}").data(), "x", "commercial_invoice")
    assert set(codes(faults)) == {"missing"}
    said = " ".join(fault.said.in_("fr") for fault in faults)
    assert "{{ penalties }}" in said
    assert "{{ line.quantity }}" in said
    assert "{{ firm.mentions }}" in said


def test_a_blank_asked_before_it_is_shown_is_safe(draft):
    assert told(draft, "{% if valid_until and days_left %}{{ valid_until|day }}{% endif %}") == []
    assert told(draft, "{{ valid_until|optional }}") == []


def test_names_made_in_the_template_are_known(draft):
    assert told(draft, "{% set x = amount %}{{ x|money }}", "{% macro m(y) %}{{ y }}{% endmacro %}",
                "{{ m(offer_ref) }}") == []  # fmt: skip


def test_a_copy_carries_each_fault_as_a_comment_where_it_is(draft):
    data = draft.body(*_ALL, "{{ ofer_ref }}").table(["{{ amount|mony }}"]).data()
    faults = check(data, "mine.docx", "offer_follow_up")
    book = docx.Document(io.BytesIO(commented(data, faults, "en")))
    assert sorted(comment.text for comment in book.comments) == sorted(
        fault.said.in_("en") for fault in faults
    )
    marked = [p.text for p in book.paragraphs if "commentRangeStart" in p._p.xml]
    assert marked == ["{{ ofer_ref }}"]
    assert "commentRangeStart" in book.tables[0].cell(0, 0).paragraphs[0]._p.xml


def test_what_has_no_place_is_told_at_the_beginning(draft):
    draft.book.sections[0].footer.paragraphs[0].text = "{{ frm.name }}"
    data = draft.body("Dear").data()
    faults = check(data, "mine.docx", "offer_follow_up")
    book = docx.Document(io.BytesIO(commented(data, faults, "fr")))
    assert len(list(book.comments)) == len(faults) == 3
    assert any("pied" in comment.text for comment in book.comments)


def test_an_unknown_letter_names_the_nearest(draft):
    with pytest.raises(NoSuchLetter, match="commercial_invoice"):
        check(draft.data(), "x", "comercial_invoice")


def test_the_desks_own_template_wins_and_is_read_again_when_it_changes(draft, tmp_path):
    shelf = Shelf(own=tmp_path)
    shipped = shelf.template("booking", "fr")
    assert shelf.template("booking", "fr") is shipped
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "booking.docx").write_bytes(draft.body("{{ pol }}").data())
    mine = shelf.template("booking", "fr")
    assert mine is not shipped
    digest = shelf.digest("booking", "fr")
    (tmp_path / "fr" / "booking.docx").write_bytes(draft.body("{{ pod }}").data())
    assert shelf.template("booking", "fr") is not mine
    assert shelf.digest("booking", "fr") != digest
    with pytest.raises(NoTemplate):
        Shelf(own=tmp_path, shipped=tmp_path).template("offer", "en")
