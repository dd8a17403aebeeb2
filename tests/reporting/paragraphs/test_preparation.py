"""What was changed of the data before the analysis, in one sentence."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import import_text
from ketgui.importing.changes import Decision
from ketgui.reporting.paragraphs.preparation import describe_preparation
from ketgui.reporting.paragraphs.sentences import compose_sentences
from ketgui.statistics.analysis import Analysis, analyse

ROWS = "id,MADRS before,MADRS after\nP1,61,12\nP2,31,20\nP3,29,9\nP4,33,30\n"


def analysed(*decisions: tuple[str, int, str, str, str, str]) -> Analysis:
    mapping = import_text(ROWS).mapping
    file = mapping.tables[0].file
    for action, row, column, old, new, reason in decisions:
        decision = Decision(action, file, "", row, column, old, new, reason)  # type: ignore[arg-type]
        mapping = mapping.with_change(decision)
    cohort = import_text(ROWS, mapping).cohort
    assert cohort is not None
    return analyse(cohort, AnalysisPlan())


SLIP = ("correct", 2, "B", "61", "16", "slip of the pen")
TOTAL = ("leave_out", 5, "", "", "", "")
GAP = ("missing", 3, "B", "31", "", "not rated")


@pytest.mark.parametrize(
    ("decisions", "sentence"),
    [
        ((SLIP,), "Before the analysis, one value was corrected. Reasons given: slip of the pen."),
        (
            (SLIP, GAP, TOTAL),
            "Before the analysis, one value was corrected, one value was treated as missing and "
            "one row was left out. Reasons given: slip of the pen; not rated.",
        ),
    ],
)
def test_changes_are_counted_with_their_reasons(decisions, sentence: str) -> None:
    analysis = analysed(*decisions)
    assert describe_preparation(analysis) == sentence
    texts = {s.key: s.text for s in compose_sentences(analysis)}
    assert texts["statistics.preparation"] == sentence


def test_no_value_is_quoted() -> None:
    assert "61" not in describe_preparation(analysed(SLIP))


def test_nothing_changed_is_nothing_said() -> None:
    rows = ROWS.replace("61", "30")
    cohort = import_text(rows).cohort
    assert cohort is not None
    analysis = analyse(cohort, AnalysisPlan())
    assert describe_preparation(analysis) == ""
    assert "statistics.preparation" not in {s.key for s in compose_sentences(analysis)}
