"""Which fields a header claims."""

from __future__ import annotations

import pytest

from ketgui.importing.recognition.claims import find_claims
from ketgui.importing.recognition.layouts import get_layout


def claimed(header: str, layout: str) -> set[str]:
    """Return what a header claims and is worth more than nothing."""
    return {g.target.path for g in find_claims(header, get_layout(layout)) if g.points > 0}


def test_a_header_claims_the_fields_of_its_layout() -> None:
    assert claimed("Poids (kg)", "infusions") == {"infusions.weight_kg"}
    assert claimed("Poids (kg)", "assessments") == set()


@pytest.mark.parametrize("header", ["madrs_complete", "phq9_timestamp", "redcap survey id"])
def test_a_form_s_state_is_no_data(header: str) -> None:
    assert claimed(header, "redcap") == set()


def test_a_box_is_what_it_is_called() -> None:
    assert claimed("side_effects___nausea", "redcap") == {"adverse_events.present"}
    assert claimed("side_effects___3", "redcap") == set()


def test_side_effects_beside_an_infusion_are_events() -> None:
    assert claimed("Side effects", "infusions") == {"adverse_events.terms"}
    assert claimed("Effet indésirable", "infusions") == {"adverse_events.terms"}


def test_anxiety_is_a_diagnosis_before_it_is_an_event() -> None:
    assert claimed("anxiety", "patients") == {"patients.anxiety"}


def test_the_number_of_a_record_is_no_seriousness() -> None:
    assert claimed("AESEQ", "adverse_events") == set()
