"""Spellings of one thing."""

from __future__ import annotations

from ketgui.importing import import_text
from ketgui.importing.checks import spellings
from tests.importing.made import make_rows

ROWS = "id,stimulator,coil\nP1,Magventure,B70\nP2,MagVenture R30,B70\nP3,Brainsway,H1\n"


def test_spellings_of_a_column_are_asked_about_once() -> None:
    (issue,) = spellings.ask_about_spellings(make_rows(ROWS))
    assert issue.key == "spelt_in_two_ways"
    assert "Magventure" in issue.message


def test_one_answer_makes_them_one() -> None:
    imported = import_text(ROWS)
    (issue,) = (i for i in imported.issues if i.key == "spelt_in_two_ways")
    again = import_text(ROWS, imported.mapping.with_change(issue.answers[0].change))
    made = [v for piece in make_rows(ROWS, again.mapping).pieces
            for v in piece.values.get("stimulator", ())]  # fmt: skip
    assert len(set(made)) == 2


def test_left_and_right_are_two() -> None:
    assert not spellings.is_alike("left DLPFC", "right DLPFC")
    assert spellings.is_alike("B-70", "b70")
