"""The checklist of the parameters of both treatments."""

from __future__ import annotations

import re

from ketgui.reporting.checklists import CHECKLISTS
from ketgui.reporting.checklists.item import build_checklist_table
from ketgui.text import language
from tests.reporting.checklist_lookup import items


def test_names_and_values_are_set_apart_as_french_wants_it(example):
    with language("fr"):
        for checklist in CHECKLISTS:
            table = build_checklist_table(checklist, example)
            words = " ".join((table.note, *(row[0] for row in table.rows)))
            assert not re.search(r"\w: ", words)


def test_each_parameter_has_its_value_or_its_place(example):
    found = items("parameters", example)
    assert found["TMS 1: frequency"][0].replace("\u00a0", " ") == "20 Hz"
    assert found["Ketamine: drug"] == ("", "The value, in the Protocol tab.", "open")
    assert not any(answer and left for answer, left, _state in found.values())
