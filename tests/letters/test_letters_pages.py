from __future__ import annotations

import pytest

from comptoir.letters import FROM_ROWS
from comptoir.letters.pages import HELP, letters_page


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_help_on_letters_is_that_of_their_declarations(lang):
    """If not: ``python -m comptoir.letters.pages``."""
    page = (HELP / f"letters.{lang}.md").read_text("utf-8")
    assert page == letters_page(lang)
    assert all(f"comptoir letter {kind} REF" in page for kind in FROM_ROWS)
