"""Items of a checklist and their states."""

from __future__ import annotations

import re

import pytest

from ketgui.reporting.checklists import CHECKLISTS
from ketgui.reporting.checklists.item import build_checklist_table
from ketgui.text import LANGUAGES, language
from tests.reporting.checklist_lookup import BY_KEY

UNDEFINED = re.compile(r"\b(None(?! of)|nan|NaN|Unavailable|inf)\b|[{}]")


@pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda one: one.key)
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("pairs", [[], [(30, 15)], [(30, None), (25, 12)]])
def test_every_item_is_answered_or_left_to_write(analysis_of, checklist, code, pairs):
    with language(code):
        table = build_checklist_table(checklist, analysis_of(pairs))
    assert table.rows
    for title, answer, left in table.rows:
        assert title
        assert answer or left or not pairs
        assert not UNDEFINED.search(f"{title} {answer} {left}")


def test_the_note_counts_the_states(example):
    note = build_checklist_table(BY_KEY["harms"], example).note
    counts = [int(n) for n in re.findall(r": (\d+)", note)]
    assert sum(counts) == len(BY_KEY["harms"].items(example))
    assert note.endswith("The published list is authoritative.")
