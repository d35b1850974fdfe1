from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import docx
import pytest
import segno
from lxml import etree

from comptoir.letters.word import BrokenTemplate, NotWord, Styled, Unfillable, compiled, picture
from comptoir.rules.money import Money
from comptoir.wording import Said


def qr() -> bytes:
    file = io.BytesIO()
    segno.make("BCD").save(file, kind="png", scale=2)
    return file.getvalue()


def test_a_value_keeps_its_line_breaks_tabs_and_signs(draft):
    told = draft.body("Dear {{ name }},").fill(name="R&D <Lyon>\nline two\tcell")
    assert told.texts == ["Dear R&D <Lyon>\nline two\tcell,"]


@pytest.mark.parametrize(
    "pieces",
    [
        ["{", "{ name }}"],
        ["{{ na", "me }", "}"],
        ["{{", " ", "name", " }}"],
        ["{{\u00a0name\u00a0}}"],
        ["{{ name", "", " }}"],
    ],
)
def test_a_tag_cut_by_words_runs_is_whole_again(draft, pieces):
    assert draft.body(["Dear ", *pieces, "!"]).fill(name="Anna").texts == ["Dear Anna!"]


@pytest.mark.parametrize("quoted", ["“x”", "«\u00a0x\u00a0»", "‘x’", '"x"', "'x'"])
def test_quotation_marks_that_word_typed_are_plain_ones(draft, quoted):
    told = draft.body(f"{{% if kind == {quoted} %}}yes{{% endif %}}").fill(kind="x")
    assert told.texts == ["yes"]


def test_rows_are_repeated_and_rows_of_tags_vanish(draft):
    draft.table(["Item", "Qty"], ["{%tr for one in lines %}", ""],
                ["{{ one.item }}", "{{ one.n }}"], ["{%tr endfor %}", ""])  # fmt: skip
    told = draft.fill(lines=[{"item": "A", "n": 1}, {"item": "B", "n": 2}])
    assert told.rows == [["Item", "Qty"], ["A", "1"], ["B", "2"]]


def test_a_row_may_hold_its_own_beginning_and_end(draft):
    draft.table(["Item"], ["{%tr for one in lines %}{{ one }}{%tr endfor %}"])
    assert draft.fill(lines=["A", "B"]).rows == [["Item"], ["A"], ["B"]]


def test_a_table_without_rows_left_vanishes(draft):
    draft.body("Before").table(["{%tr for one in lines %}"], ["{{ one }}"], ["{%tr endfor %}"])
    assert draft.fill(lines=[]).book.tables == []


def test_a_cell_keeps_a_paragraph_whatever_is_left_out(draft):
    draft.table(["", "right"])
    cell = draft.book.tables[0].cell(0, 0)
    cell.paragraphs[0].text = "{%p if said %}"
    cell.add_paragraph("{{ said }}")
    cell.add_paragraph("{%p endif %}")
    assert draft.fill(said="").rows == [["", "right"]]
    assert draft.fill(said="words").rows == [["words", "right"]]


def test_paragraphs_cells_and_runs_come_and_go(draft):
    draft.body("{%p if shown %}", "shown", "{%p endif %}", "{%p for n in names %}", "{{ n }}",
               "{%p endfor %}", ["a ", "{%r if shown %}", "b", "{%r endif %}", " c"])  # fmt: skip
    draft.table(["{%tc for n in names %}", "{{ n }}", "{%tc endfor %}", "end"])
    told = draft.fill(shown=False, names=["x", "y"])
    assert told.texts == ["x", "y", "a  c"]
    cells = told.book.tables[0]._tbl.tr_lst[0].tc_lst
    assert ["".join(p.text for p in cell.p_lst) for cell in cells] == ["x", "y", "end"]


def test_a_run_of_its_own_make(draft):
    told = draft.body("Pay {{r sum }} now").fill(sum=Styled("40 €", bold=True, colour="A63D2F"))
    assert told.texts == ["Pay 40 € now"]
    bold = [run.text for run in told.book.paragraphs[0].runs if run.bold]
    assert bold == ["40 €"]


def test_head_foot_and_properties_are_filled(draft):
    section = draft.book.sections[0]
    section.header.paragraphs[0].text = "Head {{ ref }}"
    section.footer.paragraphs[0].text = "Foot {{ ref }}"
    draft.book.core_properties.title = "Letter {{ ref }}"
    told = draft.fill(ref="A&B").book
    assert told.sections[0].header.paragraphs[0].text == "Head A&B"
    assert told.sections[0].footer.paragraphs[0].text == "Foot A&B"
    assert told.core_properties.title == "Letter A&B"


def test_pictures_are_stored_once_and_their_numbers_are_unique(draft):
    draft.book.sections[0].header.paragraphs[0].text = "{{ logo }}"
    draft.body("{% for n in range(3) %}{{ logo|tall(12) }}{% endfor %}")
    told = draft.fill(logo=picture(qr(), height=Decimal(20), title='R&D "code"'))
    with zipfile.ZipFile(io.BytesIO(told.data)) as archive:
        media = [name for name in archive.namelist() if "media/pic" in name]
        xml = etree.fromstring(archive.read("word/document.xml"))
    assert len(media) == 1
    numbers = [one.get("id") for one in xml.iter("{*}docPr")]
    assert len(numbers) == len(set(numbers)) == 3
    assert told.book.inline_shapes[0].height.mm == 12
    assert xml.find(".//{*}docPr").get("descr") == 'R&D "code"'


def test_bookmarks_in_a_loop_stand_only_once_at_most(draft):
    draft.body("{%p for n in names %}", "{{ n }}", "{%p endfor %}")
    paragraph = draft.book.paragraphs[1]._p
    for name in ("bookmarkStart", "bookmarkEnd"):
        mark_ = etree.SubElement(paragraph, f"{{{paragraph.nsmap['w']}}}{name}")
        mark_.set(f"{{{paragraph.nsmap['w']}}}id", "7")
    told = draft.fill(names=["a", "b"])
    assert told.data.count(b"bookmarkStart") == 0
    assert told.texts == ["a", "b"]


@pytest.mark.parametrize(
    ("tag", "lang", "reads"),
    [
        ("{{ total|money }}", "fr", "1\u202f234,50\u00a0€"),
        ("{{ total|money }}", "en", "€1,234.50"),
        ("{{ total|amount }}", "fr", "1\u202f234,50"),
        ("{{ whole|words }}", "en", "one thousand, two hundred and thirty-four euros"),
        ("{{ 'connaissement'|term }}", "en", "bill of lading"),
        ("{{ 'packing list'|term }}", "fr", "liste de colisage"),
        ("{{ 'no such term'|term }}", "fr", "no such term"),
        ("{{ first|long_day }}", "fr", "1er novembre 2026"),
        ("{{ first|day }}", "en", "1 Nov 2026"),
        ("{{ first }}", "fr", "01/11/2026"),
        ("{{ weight|number(1) }}", "fr", "1\u202f204,5"),
        ("{{ rate|percent }}", "fr", "12,15\u00a0%"),
        ("{{ n|plural('colis', 'colis') }}", "fr", "2\u00a0colis"),
        ("{{ names|join(' – ') }}", "fr", "a – b"),
        ("{{ missing|default('none') }}", "en", "none"),
        ("{{ nothing|optional }}", "en", ""),
        ("{{ said }}", "en", "paid"),
        ("{{ 'é'|upper ~ n }}", "en", "É2"),
        ("{{ total }}", "fr", "1\u202f234,50\u00a0EUR"),
        ("{{ 1.5 }}", "fr", "1,50"),
    ],
)
def test_filters_read_in_the_letters_language(draft, tag, lang, reads):
    told = draft.body(tag).fill(
        lang, total=Money("1234.50", "EUR"), whole=Money("1234", "EUR"), first=date(2026, 11, 1),
        weight=Decimal("1204.5"), rate=Decimal("12.15"), n=2, names=["a", "b"], nothing=None,
        said=Said("paid"),
    )  # fmt: skip
    assert told.texts == [reads]


@pytest.mark.parametrize(
    ("tag", "says"),
    [
        ("{{ nme }}", "nme is not known. Do you mean name?"),
        ("{{ party.nam }}", "nam is not known"),
        ("{{ nothing }}", "nothing is known"),
        ("{{ yes }}", "yes or no"),
        ("{{ lines }}", "no wording"),
        ("{{ nan }}", "not a number"),
        ("{{ control }}", "U+0007"),
        ("{{ name|money }}", "not an amount"),
        ("{{ nothing ~ name }}", "nothing is known"),
        ("{% for one in nothing %}x{% endfor %}", "not a list"),
        ("{% if nme %}x{% endif %}", "nme is not known"),
    ],
)
def test_a_blank_that_nothing_fills_stops_the_letter_and_says_where(draft, tag, says):
    draft.body("fine", tag)
    with pytest.raises(Unfillable) as stopped:
        draft.fill(name="Anna", party={"name": "x"}, nothing=None, yes=True, lines=[1],
                   nan=Decimal("NaN"), control="a\x07b")  # fmt: skip
    assert says in str(stopped.value)
    assert "paragraph 2" in str(stopped.value)
    assert "Aucune lettre" in stopped.value.in_("fr")


def test_faults_of_tags_are_all_told_each_with_its_place(draft):
    draft.body("{{ name", "name }}", "{% if x %}", "{%tr for a in b %}").table(["{{ a| mony }}"])
    template = draft.compiled()
    told = {(fault.code, fault.place.where.in_("en")) for fault in template.faults}
    assert told == {
        ("unclosed", "paragraph 1"),
        ("unopened", "paragraph 2"),
        ("no_end", "paragraph 3"),
        ("no_table", "paragraph 4"),
        ("no_end", "paragraph 4"),
    }
    with pytest.raises(BrokenTemplate) as broken:
        template.fill({}, "en")
    assert "(5)" in str(broken.value)


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        (["{{ a| mony }}"], "syntax"),
        (["{{ a b }}"], "syntax"),
        (["{% fur a in b %}"], "syntax"),
        (["{% include 'x' %}"], "syntax"),
        (["{% endif %}"], "no_opening"),
        (["{% if a %}{% endfor %}"], "no_opening"),
        (["{% if a %}", "{% endif %} {% else %}"], "no_opening"),
        (["{{ a {% if b %}c{% endif %}"], "unclosed"),
    ],
)
def test_a_tag_that_cannot_be_read_is_a_fault(draft, tags, code):
    assert code in {fault.code for fault in draft.body(*tags).compiled().faults}


def test_a_block_from_a_cell_to_the_text_below_is_a_fault(draft):
    draft.table(["{% if a %}"]).body("{% endif %}")
    assert [fault.code for fault in draft.compiled().faults] == ["straddles"]


@pytest.mark.parametrize("data", [b"", b"PK\3\4 not a package", b"<html/>"])
def test_another_kind_of_file_is_refused(data):
    with pytest.raises(NotWord):
        compiled(data, "x.docx")


def test_the_same_letter_is_the_same_file(draft):
    template = draft.body("{{ name }}").compiled()
    assert template.fill({"name": "a"}, "fr") == template.fill({"name": "a"}, "fr")


def test_two_thousand_lines(draft):
    draft.table(["{%tr for n in lines %}"], ["{{ n }}"], ["{%tr endfor %}"])
    told = draft.fill(lines=list(range(2000)))
    assert len(docx.Document(io.BytesIO(told.data)).tables[0]._tbl.tr_lst) == 2000
