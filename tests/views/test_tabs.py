"""The tabs that there are: told apart by name, title and question, in both languages."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.text import LANGUAGES, _, language
from ketgui.views.tabs import TABS
from ketgui.views.widgets.tab import Tab


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("attribute", ["key", "title", "question"])
def test_no_two_tabs_share_a_name(attribute, code):
    with language(code):
        names = [_(getattr(tab, attribute)) for tab in TABS]
    assert len(set(names)) == len(TABS)
    assert all(names)


@pytest.mark.parametrize("entry", TABS, ids=lambda entry: entry.key)
def test_each_tab_is_loaded_and_has_the_same_key(entry):
    kind = entry.load()
    assert issubclass(kind, Tab)
    assert kind.key == entry.key


def test_the_tab_of_the_outcome_is_called_by_its_scale():
    titles = [entry.title_under(AnalysisPlan(scale="phq9")) for entry in TABS]
    assert titles == ["Cohort", "Protocol", "Adverse events", "PHQ-9", "Report"]
