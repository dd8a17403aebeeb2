"""The glossary has an entry for every result with a question mark, which leads to its numbers."""

from __future__ import annotations

import pytest

from ketgui.languages import LANGUAGES
from ketgui.statistics.results import list_results_of_tab
from ketgui.text import _, use_language
from ketgui.views.help_pages import (
    GLOSSARY,
    NUMBERS,
    find_title,
    link_to_numbers,
    read_glossary,
    read_page,
)
from ketgui.views.tabs import TABS

RESULTS = [kind for tab in TABS for kind in list_results_of_tab(tab.key)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_result_has_an_entry_that_leads_to_how_it_is_computed(code):
    use_language(code)
    entries = read_glossary()
    linked = link_to_numbers(read_page(GLOSSARY), read_page(NUMBERS))
    assert len(RESULTS) > 20
    for kind in RESULTS:
        assert entries.get(_(kind.title)), kind.title
        (line,) = [line for line in linked.splitlines() if line.startswith(f"| {_(kind.title)} |")]
        assert f"]({NUMBERS}#" in line, kind.title


def test_both_languages_have_the_same_entries():
    counts = set()
    for code in LANGUAGES:
        use_language(code)
        counts.add(len(read_glossary()))
    assert len(counts) == 1


def test_a_page_has_a_title():
    assert find_title(read_page(GLOSSARY)) == "Glossary"
    assert find_title("# Keys\n\ntext") == "Keys"
