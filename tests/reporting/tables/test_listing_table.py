"""A listing that is exported shows its numbers as the screen does, and keeps them whole."""

from __future__ import annotations

import pytest

from ketgui.reporting.tables.listing import list_records
from ketgui.reporting.tables.listing_table import build_listing_table
from ketgui.statistics.rows import Count, Number
from ketgui.text import LANGUAGES, language


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_exported_listing_reads_as_on_screen(example, code):
    with language(code):
        listed = list_records(example, "patients")
        table = build_listing_table(listed, "patients", "Patients")
        for row, words in enumerate(table.rows):
            assert words == tuple(listed.text(row, place) for place in range(len(words)))
    improvement = table.cells[0][-2]
    assert isinstance(improvement, Number)
    assert (improvement.value, improvement.decimals) == (pytest.approx(100 * 8 / 18), 1)
    assert isinstance(table.cells[0][1], Count)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_listing_of_ratings_names_the_scale_and_the_items_in_words(code, analysis_of):
    rating = {"patient_id": "P01", "scale": "madrs", "moment": "before", "score": 30.0}
    analysis = analysis_of([(None, None)], assessments=[{**rating, "item_1": 4.0, "item_10": 2.5}])
    with language(code):
        listed = list_records(analysis, "assessments")
        shown = dict(zip(listed.headers, (listed.text(0, c) for c in range(6)), strict=True))
    decimal = {"en": "2.5", "fr": "2,5"}[code]
    assert [shown[name] for name in ("Item 1", "Item 10")] == ["4", decimal]
    assert "MADRS" in shown.values()
    assert listed.numeric[-2:] == (True, True)


def test_a_listing_becomes_a_table_with_its_numbers(analysis):
    table = build_listing_table(list_records(analysis, "adverse_events"), "events", "Events")
    by_header = dict(zip(table.headers, zip(*table.rows, strict=True), strict=True))
    assert by_header["Infusion"] == ("2", "3", "1", "–")
    assert by_header["Duration (h)"] == ("–", "–", "1.5", "–")
    assert by_header["Serious"] == ("Yes", "No", "–", "–")
