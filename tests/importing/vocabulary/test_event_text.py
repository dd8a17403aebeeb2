"""Events as they are written into cells."""

from __future__ import annotations

import pytest

from ketgui.importing.vocabulary.event_text import read_events


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("nausea +++", [("nausea", "severe")]),
        ("++ headache", [("headache", "moderate")]),
        ("nausée modérée", [("nausée", "moderate")]),
        ("severe", [("severe", "")]),
        ("N/V", [("nausea", ""), ("vomiting", "")]),
        ("n+v, dizziness", [("nausea", ""), ("vomiting", ""), ("dizziness", "")]),
        ("nausea/headache", [("nausea", ""), ("headache", "")]),
        ("Ø", [("none", "")]),
        ("R.A.S.", [("R.A.S.", "")]),
        ("salt and pepper", [("salt and pepper", "")]),
        ("", []),
        ("no nausea, vomiting or headache", [("none", "")]),
        ("dissociation without nausea", [("dissociation", "")]),
        ("no sleep", [("no sleep", "")]),
        ("sans nausée ni vomissement", [("none", "")]),
        ("nausea resolved with ondansetron", [("nausea", "")]),
        ("headache after nausea", [("headache after nausea", "")]),
        ("BP 180/100", [("BP 180/100", "")]),
        ("insomnia with nightmares", [("insomnia with nightmares", "")]),
        ("dizzy++", [("dizzy", "moderate")]),
        ("Hallucination, visual", [("Hallucination, visual", "")]),
        ("nausea, hallucinations, visuelles", [("nausea", ""), ("hallucinations, visuelles", "")]),
        ("hallucination, visual disturbance", [("hallucination", ""), ("visual disturbance", "")]),
    ],
)
def test_events_of_a_cell(cell: str, found: list[tuple[str, str]]) -> None:
    assert [(event.term, event.severity) for event in read_events(cell)] == found
