"""PDF by a real LibreOffice kept warm, and by a Word that only the test knows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from comptoir.letters import Shelf, fill, sample
from comptoir.letters.pdf import Printer, Unprintable, WordPrinter, printer


@pytest.fixture(scope="module")
def letter():
    return fill(Shelf().template("booking", "fr"), sample("booking", "fr"))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_one_office_prints_one_letter_after_another_and_is_replaced_when_it_dies(letter):
    with Printer() as warm:
        assert warm.pdf(letter).startswith(b"%PDF-")
        assert warm.pdf(letter).startswith(b"%PDF-")
        assert warm.started == 1
        warm._office.process.kill()
        assert warm.pdf(letter).startswith(b"%PDF-")
        assert warm.started == 2
        with pytest.raises(Unprintable, match=r"broken\.docx"):
            warm.pdf(b"no document", "broken.docx")


# ruff: noqa: N802, N803 - Word names its own deeds


class Word:
    """A Word that prints what it is given, or not."""

    def __init__(self, *, ill=False):
        self.ill, self.opened, self.gone, self.closed = ill, [], 0, 0
        self.Documents = self

    def Open(self, FileName, **_options):
        self.opened.append(Path(FileName).name)
        return self

    def ExportAsFixedFormat(self, OutputFileName, ExportFormat):
        assert ExportFormat == 17
        if self.ill:
            raise OSError("Word is busy")
        Path(OutputFileName).write_bytes(b"%PDF-1.7")

    def Close(self, _save):
        self.closed += 1

    def Quit(self, _save):
        self.gone += 1


def test_word_is_opened_once_and_ended(letter):
    word = Word()
    with WordPrinter(lambda: word) as warm:
        assert warm.pdf(letter) == warm.pdf(letter) == b"%PDF-1.7"
    assert (len(word.opened), word.closed, word.gone) == (2, 2, 1)
    assert word.AutomationSecurity == 3


def test_a_word_that_fails_keeps_the_letter_and_is_ended(letter):
    word = Word(ill=True)
    with WordPrinter(lambda: word) as warm, pytest.raises(Unprintable, match="Word is busy"):
        warm.pdf(letter, "x.docx")
    assert word.gone == 1


def test_here_libreoffice_prints():
    assert isinstance(printer(), Printer)
