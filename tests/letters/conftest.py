"""Word documents made on the spot, and read back as a person would."""

from __future__ import annotations

import io

import docx
import pytest

from comptoir.letters.word import Bounds, compiled


class Reread:
    """A document as python-docx reads it."""

    def __init__(self, data):
        self.data = data
        self.book = docx.Document(io.BytesIO(data))

    @property
    def texts(self):
        return [paragraph.text for paragraph in self.book.paragraphs]

    @property
    def rows(self):
        return [[cell.text for cell in row.cells] for row in self.book.tables[0].rows]


class Draft:
    """A template under the test's hands: *body* adds paragraphs, *table* adds rows of cells."""

    def __init__(self):
        self.book = docx.Document()

    def body(self, *texts):
        for text in texts:
            pieces = text if isinstance(text, list) else [text]
            paragraph = self.book.add_paragraph()
            for piece in pieces:
                paragraph.add_run(piece)
        return self

    def table(self, *rows):
        table = self.book.add_table(len(rows), max(map(len, rows)))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(at, column).text = text
        return self

    def data(self):
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()

    def compiled(self, **bounds):
        return compiled(self.data(), "letter.docx", Bounds(**bounds))

    def fill(self, lang="en", /, **values):
        return Reread(self.compiled().fill(values, lang))


@pytest.fixture
def draft():
    return Draft()


@pytest.fixture
def reread():
    return Reread
