"""The tabs that there are: told apart by name, title and question, in both languages."""

from __future__ import annotations

import pytest

from ketgui.text import LANGUAGES, _, language
from ketgui.views.tabs import TABS


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("attribute", ["key", "title", "question"])
def test_no_two_tabs_share_a_name(attribute, code):
    with language(code):
        names = [_(getattr(tab, attribute)) for tab in TABS]
    assert len(set(names)) == len(TABS)
    assert all(names)
