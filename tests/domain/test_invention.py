"""Invented patients are called so, and what goes beyond a publication is named."""

from __future__ import annotations

from ketgui.domain.cohort import Cohort
from ketgui.domain.invention import describe_invention, note_additions
from ketgui.text import language


def test_real_patients_are_not_spoken_of():
    assert describe_invention(Cohort()) == ""


def test_additions_are_named_in_both_languages():
    cohort = Cohort(invented=True, additions=("PHQ-9", "TMS scores"))
    assert describe_invention(Cohort(invented=True)) == "Invented example, not patient data"
    assert describe_invention(cohort).endswith("Not of the paper: PHQ-9 and TMS scores.")
    assert note_additions(cohort) == "Invented example, scores not of the paper"
    assert note_additions(Cohort(invented=True)) == "Invented example, not patient data"
    with language("fr"):
        assert "PHQ-9 et scores de la SMTr" in describe_invention(cohort)
