"""Answers as small changes."""

from __future__ import annotations

import pytest

from ketgui.importing import changes
from ketgui.importing.mapping.mapping import Mapping, TableMapping


@pytest.mark.parametrize(
    ("change", "name", "value"),
    [
        (changes.IdsChange("keep"), "ids", "keep"),
        (changes.SpellingChange("one"), "spelling", "one"),
        (changes.MomentsChange("by_order"), "moments", "by_order"),
        (changes.ScoresChange("none"), "scores", "none"),
        (changes.DayChange(14.0), "after_day", 14.0),
    ],
)
def test_an_answer_about_all_files_is_in_the_mapping(change, name: str, value: object) -> None:
    assert getattr(Mapping().with_change(change), name) == value


def test_several_changes_are_one_answer() -> None:
    several = changes.SeveralChanges(
        (changes.IdsChange("keep"), changes.TableChange("a.csv", "", used=False))
    )
    mapping = Mapping().with_change(several)
    assert mapping.ids == "keep"
    assert mapping.tables == (TableMapping("a.csv", "", used=False, by_user=True),)


def test_a_later_decision_on_a_cell_takes_the_place_of_an_earlier_one() -> None:
    first = changes.Decision("missing", "a.csv", "", 2, "B", "61")
    second = changes.Decision("correct", "a.csv", "", 2, "B", "61", "16")
    mapping = Mapping().with_change(first).with_change(second)
    assert mapping.decisions == (second,)
