"""What cells say of adverse events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from ketgui.domain.events.event_terms import find_preferred_term, is_no_event
from ketgui.importing import Import
from tests.importing.made import answer, list_questions, write_table

Read = Callable[..., Import]


def _count_events(imported: Import) -> Counter[str]:
    """Return how many patients have each event, by its preferred term."""
    assert imported.cohort is not None
    events = imported.cohort.adverse_events
    pairs = {
        (patient, find_preferred_term(term))
        for patient, term in zip(events["patient_id"], events["term"], strict=True)
        if not is_no_event(term)
    }
    return Counter(term for _patient, term in pairs)


def test_denials_are_no_events_and_doubts_are_asked(read: Read) -> None:
    cells = ["no nausea", "mild nausea (1 h)", "denies dissociation", "nausea?",
             "transient dissociation, no nausea", "pas de nausée", "N"]  # fmt: skip
    imported = read(write_table(("Side effects", cells)))
    assert _count_events(imported) == {"nausea": 2, "dissociation": 1}
    assert [i.row for i in imported.issues if i.key == "doubtful_event"] == [5]


def test_short_forms_and_numbers_in_event_cells(read: Read) -> None:
    cells = ["N&V", "nausea x3", "1. nausea 2. anxiety", "dissoc., HA", "BP 180/100", "dizzy++"]
    imported = read(write_table(("AEs", cells)))
    assert _count_events(imported) == {
        "nausea": 3, "vomiting": 1, "anxiety": 1, "dissociation": 1, "headache": 1,
        "bp 180 100": 1, "dizziness": 1,
    }  # fmt: skip
    (note,) = [issue for issue in imported.issues if issue.key == "other_terms"]
    assert "BP 180/100" in note.message


def test_anxiety_among_columns_of_events_is_an_event(read: Read) -> None:
    yes_no = ["Y", "N", "N", "Y"]
    columns = [(name, yes_no) for name in ("Nausea", "Anxiety", "Insomnia")]
    assert _count_events(read(write_table(*columns)))["anxiety"] == 2
    at_the_end = read(write_table(("Nausea", yes_no), ("Anxiety", yes_no)))
    assert "which_moment" in list_questions(at_the_end)
    alone = read(write_table(("Anxiety", yes_no)))
    assert alone.cohort is not None
    assert alone.cohort.patients["anxiety"].sum() == 2


@pytest.mark.parametrize("cells", [["+", "++", "+++", "-"], ["mild", "moderate", "severe", "none"]])
def test_gradings_in_a_column_of_one_event(read: Read, cells: list[str]) -> None:
    imported = read(write_table(("Nausea", cells)))
    assert imported.cohort is not None
    assert imported.cohort.adverse_events["severity"].tolist() == ["mild", "moderate", "severe"]
    assert "graded_events" in {issue.key for issue in imported.issues}


def test_a_plus_alone_says_no_severity(read: Read) -> None:
    imported = read(write_table(("Nausea", ["+", "-", "+", "-"])))
    assert _count_events(imported) == {"nausea": 2}
    assert imported.cohort is not None
    assert "severity" not in imported.cohort.adverse_events.dropna(axis=1, how="all")


def test_grades_0_to_3_are_asked(read: Read) -> None:
    table = write_table(("Nausea", ["Y", "N", "N", "N"]), ("Anxiety", ["0", "1", "2", "3"]))
    imported = read(table)
    assert "coding" in list_questions(imported)
    answered = read(table, mapping=answer(imported, "coding"))
    assert _count_events(answered) == {"nausea": 1, "anxiety": 3}


def test_seriousness_is_kept(read: Read) -> None:
    listed = read(
        write_table(
            ("Any side effects", ["nausea", "suicide attempt", "none"]),
            ("Serious AE (y/n)", ["n", "y", "n"]),
        )
    )
    assert listed.cohort is not None
    events = listed.cohort.adverse_events
    assert events.loc[events["serious"] == True, "term"].tolist() == ["suicide attempt"]  # noqa: E712
    alone = read(write_table(("Nausea", ["Y", "N", "N"]), ("SAE", ["N", "Y", "N"])))
    assert alone.cohort is not None
    assert alone.cohort.adverse_events["serious"].sum() == 1
    assert "serious_alone" in list_questions(alone)


def test_whether_there_was_an_event_is_no_name_of_one(read: Read) -> None:
    imported = read(write_table(("Adverse events (Y/N)", ["Y", "N", "Y"])))
    assert _count_events(imported) == {"adverse event": 2}
    assert "event_unnamed" in list_questions(imported)
