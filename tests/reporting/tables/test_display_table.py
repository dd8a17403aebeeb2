"""Cells and tables of text in both languages."""

from __future__ import annotations

import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.style import use_style
from ketgui.reporting.tables.display_table import (
    build_published_table,
    build_table,
    build_tables,
    format_cell,
)
from ketgui.statistics.results.patients.missing import Missing
from ketgui.statistics.rows import (
    Correlation,
    Count,
    Number,
    PValue,
    Range,
    Share,
    Text,
    make_correlation_cell,
    make_limits_cell,
    make_number_cell,
    make_p_value_cell,
)
from ketgui.text import MINUS, language
from tests.reporting.tables.event_cohorts import NB

REASON = Unavailable("no patient has both ratings")


@pytest.mark.parametrize(
    ("cell", "english", "french"),
    [
        (Text("Response"), "Response", "Réponse"),
        (Text("Response", from_file=True), "Response", "Response"),
        (Text(""), "", ""),
        (Count(90_000), f"90{NB}000", f"90{NB}000"),
        (Number(27.619), "27.6", "27,6"),
        (Number(49.8, 1, "years"), f"49.8{NB}years", f"49,8{NB}ans"),
        (
            Number(49.8, 1, "years", 12.5),
            f"49.8{NB}±{NB}12.5{NB}years",
            f"49,8{NB}±{NB}12,5{NB}ans",
        ),
        (Share(4, 21), "4/21 (19.0%)", f"4/21 (19,0{NB}%)"),
        (Range(5.4, 41.9), "[5.4, 41.9]", "[5,4; 41,9]"),
        (PValue(5.6e-7), "< .001", f"<{NB}0,001"),
        (Correlation(0.767), ".77", "0,77"),
        (Correlation(0.9835, 3), ".984", "0,984"),
        (Range(-0.05, 0.9, 2, True), f"[{MINUS}.05, .90]", f"[{MINUS}0,05; 0,90]"),
        (REASON, "no patient has both ratings", "aucun patient n’a les deux évaluations"),
        (
            Number(30.0, 1, "", Unavailable("only one patient has both ratings")),
            "30.0 (only one patient has both ratings)",
            "30,0 (un seul patient a les deux évaluations)",
        ),
    ],
)
def test_cells_in_both_languages(cell, english, french):
    assert format_cell(cell) == english
    with language("fr"):
        assert format_cell(cell) == french


def test_a_reason_takes_the_place_of_its_cell():
    for cell in (
        make_number_cell(REASON),
        make_p_value_cell(REASON),
        make_limits_cell(REASON),
        make_correlation_cell(REASON),
    ):
        assert cell is REASON


def test_tables_align_numbers_right(example):
    outcomes = next(table for table in build_tables(example) if table.key == "outcomes")
    assert outcomes.numeric == (False, False, True, True)
    assert outcomes.headers == ("", "Definition", "Patients n/N (%)", "Interval (%)")


def test_headers_have_the_symbols_of_the_style(example):
    with use_style("ama"):
        tables = {table.key: table for table in build_tables(example)}
    assert tables["demographics"].headers[-1] == "Mean (SD) or n/N (%)"
    assert "P" in tables["secondary_outcomes"].headers
    assert "Before, mean (SD)" in {row[0] for row in tables["paired_change"].rows}


def test_a_document_counts_the_patients_whom_the_screen_names(analysis_of):
    analysis = analysis_of([(30, 12), (None, 20), (None, 18)])
    assert build_table(analysis[Missing]).rows[0][1] == "P02, P03"
    assert build_published_table(analysis, Missing).rows[0][1] == "2"
