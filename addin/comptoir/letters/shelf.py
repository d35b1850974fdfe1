"""Where templates are: the user's own first, then the shipped ones; each compiled once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from comptoir.errors import Misplaced
from comptoir.letters.kinds import kind_named
from comptoir.letters.word import Template, compiled
from comptoir.wording import mark

_PACKAGE = Path(__file__).parents[1]
SHIPPED = next(
    (
        folder
        for folder in (_PACKAGE / "_shipped" / "templates", _PACKAGE.parents[1] / "templates")
        if folder.is_dir()
    ),
    _PACKAGE / "_shipped" / "templates",
)


class NoTemplate(Misplaced):
    message = mark(
        "There is no template {file} in {folder}. No letter was written."
        " Install Comptoir again, or put a template of that name there."
    )


@dataclass(slots=True)
class Shelf:
    """The templates of a desk. *own* is the folder of the user's, which win."""

    own: Path | None = None
    shipped: Path = SHIPPED
    _open: dict[tuple[Path, str], Template] = field(default_factory=dict)

    def path(self, kind: str, lang: str) -> Path:
        """The file of the template for a *kind* of letter in *lang*.

        Raises `NoSuchLetter`, or `NoTemplate` where the file is gone.
        """
        name = f"{kind_named(kind).name}.docx"
        for folder in (self.own, self.shipped):
            if folder is not None and (folder / lang / name).is_file():
                return folder / lang / name
        raise NoTemplate(file=name, folder=self.shipped / lang)

    def template(self, kind: str, lang: str) -> Template:
        """The template, compiled again only where its file has changed."""
        path = self.path(kind, lang)
        data = path.read_bytes()
        key = (path, hashlib.sha256(data).hexdigest())
        if key not in self._open:
            for old in [one for one in self._open if one[0] == path]:
                del self._open[old]
            self._open[key] = compiled(data, path.name)
        return self._open[key]

    def digest(self, kind: str, lang: str) -> str:
        """The hash of the template's file, to tell later whether a paper is stale."""
        return hashlib.sha256(self.path(kind, lang).read_bytes()).hexdigest()
