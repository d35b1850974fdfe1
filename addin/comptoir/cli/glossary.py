"""``comptoir glossary``: trade terms and ready phrases in both languages."""

from __future__ import annotations

from typing import Any

import click

from comptoir.cli.place import desk_of, settings_of
from comptoir.cli.telling import language, tell, tell_json, tell_rows
from comptoir.desk.glossary import add_term, own_terms
from comptoir.errors import ComptoirError
from comptoir.records.developing import TERM_FIELD
from comptoir.rules.glossary import Glossary, Term, terms
from comptoir.rules.phrases import Phrase, phrases
from comptoir.wording import Said, mark


@click.command()
@click.argument("words", nargs=-1)
@click.option("--field", type=click.Choice(list(TERM_FIELD.options)), help="Only this part.")
@click.option("--add", nargs=2, help="Add a term of your own: its French, its English.")
@click.option("--meaning", nargs=2, default=("", ""), help="Its meaning, in French and English.")
@click.option("--phrases", "ready", is_flag=True, help="Ready sentences for mails instead.")
@click.pass_obj
def glossary(
    told: dict[str, Any],
    *,
    words: tuple[str, ...],
    field: str | None,
    add: tuple[str, str] | None,
    meaning: tuple[str, str],
    ready: bool,
) -> None:
    r"""Look up a trade term in French or English, list them, or add one of your own.

    \b
        $ comptoir glossary connaissement
        $ comptoir glossary --field CUSTOMS
        $ comptoir glossary --phrases payment
        $ comptoir glossary --add "bon de caisse" "cash voucher" --field PAYMENT
    """
    text = " ".join(words)
    if add:
        with desk_of(told).deed("glossary") as deed:
            code = add_term(deed, *add, field=field or "TRADE", meaning=meaning)
        if told["json"]:
            tell_json({"term": code})
        tell(
            Said("{fr} = {en} is in your glossary ({code}).", fr=add[0], en=add[1], code=code), told
        )
    elif ready:
        _tell_phrases(
            told, [one for one in phrases() if text in one.situation or text == one.group]
        )
    else:
        own = _own(told)
        found = Glossary(tuple(own)).look_up(text) if text else [*own, *terms()]
        _tell_terms(told, [one for one in found if field in {None, one.field}])


def _own(told: dict[str, Any]) -> list[Term]:
    """The terms of the desk; none where there is no desk at hand."""
    try:
        settings_of(told)
    except ComptoirError:
        return []
    with desk_of(told).deed("glossary") as deed:
        return own_terms(deed)


def _tell_terms(told: dict[str, Any], found: list[Term]) -> None:
    lang = language(told)
    if told["json"]:
        for one in found:
            tell_json({"fr": one.fr, "en": one.en, "field": one.field, "own": one.own,
                       "meaning_fr": one.meaning_fr, "meaning_en": one.meaning_en})  # fmt: skip
        return
    rows = [
        (one.fr, one.en, Said(TERM_FIELD.options[one.field]), one.meaning(lang)) for one in found
    ]
    tell_rows((mark("French"), mark("English"), mark("Field"), mark("Meaning")), rows, lang)


def _tell_phrases(told: dict[str, Any], found: list[Phrase]) -> None:
    if told["json"]:
        for one in found:
            tell_json(
                {"situation": one.situation, "fr": one.fr, "en": one.en, "blanks": one.blanks}
            )
        return
    rows = [(one.situation, one.fr, one.en) for one in found]
    tell_rows((mark("Situation"), mark("French"), mark("English")), rows, language(told))
