"""What tables on screen read: their words, their groups, and a part of their rows."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from PySide6.QtCore import Qt

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.tables.display_table import DisplayTable, HeaderGroup
from ketgui.reporting.tables.listing import Listing
from ketgui.statistics.rows import Count, Text
from ketgui.text import bare
from ketgui.views.widgets.tables.table_models import ListingModel, TableModel, select_rows

TABLE = DisplayTable.from_cells(
    "events", "Events", ("", "Patients", "Events"),
    ((Text("Any"), Count(3), Count(5)), (Text("Nausea"), Count(2), Unavailable("not asked"))),
    groups=(HeaderGroup("", 1), HeaderGroup("Female", 2)), indents=(0, 1), n=21,
)  # fmt: skip


@pytest.fixture
def model(qapp, qtmodeltester):
    made = TableModel()
    made.show_table(TABLE)
    qtmodeltester.check(made)
    return made


@pytest.fixture
def listing(qapp):
    frame = pd.DataFrame({"patient_id": ["A", "B", "C"], "score": [27.5, None, 3.0]},
                         index=[10, 11, 12])  # fmt: skip
    made = ListingModel()
    made.show_listing(Listing(frame, ("Patient", "Score"), (False, True), (str, bare)))
    return made


def test_a_row_is_indented_on_screen_alone(model):
    assert model.index(1, 0).data() == "\u2003Nausea"
    assert model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) == "Nausea"
    assert model.text(1, 0) == "Nausea"


def test_a_column_is_called_after_its_group(model):
    assert [model.column_title(column) for column in range(3)] == [
        "", "Female · Patients", "Female · Events",
    ]  # fmt: skip


def test_a_reason_is_told_from_a_number(model):
    assert model.is_reason(1, 2)
    assert not model.is_reason(0, 2)


def test_some_rows_are_made_into_a_table(model):
    make = model.maker([1])
    assert make is not None
    assert [row[0] for row in make().rows] == ["Nausea"]
    assert make().indent(0) == 1
    assert TableModel().maker() is None
    assert len(select_rows(TABLE, (0, 1)).rows) == 2


def test_a_listing_is_sorted_with_missing_values_last(listing):
    listing.sort(1, Qt.SortOrder.AscendingOrder)
    assert listing.patients() == ["C", "A", "B"]
    listing.sort(1, Qt.SortOrder.DescendingOrder)
    assert listing.patients() == ["A", "C", "B"]
    # The place in the cohort stays with the row.
    assert listing.record(0) == 10
    assert listing.key(1) == "score"


def test_rows_of_a_listing_are_made_into_a_table(listing):
    listing.title = "Patients"
    make = listing.maker([2])
    assert make is not None
    assert make().title == "Patients"
    assert make().rows == (("C", "3"),)


def test_a_table_that_is_equal_is_not_shown_again(model, qtbot):
    same = replace(TABLE)
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_table(same)
    with qtbot.waitSignal(model.modelReset):
        model.show_table(replace(TABLE, title="Other events"))


def test_other_values_in_the_same_rows_keep_the_selection(listing, qtbot):
    frame = pd.DataFrame({"patient_id": ["A", "B", "C"], "score": [27.5, 9.0, 3.0]},
                         index=[10, 11, 12])  # fmt: skip
    after = Listing(frame, ("Patient", "Score"), (False, True), (str, bare))
    with (
        qtbot.assertNotEmitted(listing.modelReset),
        qtbot.waitSignal(listing.dataChanged) as changed,
    ):
        listing.show_listing(after)
    assert {index.column() for index in changed.args[:2]} == {1}
    assert listing.index(1, 1).data() == "9"
    with qtbot.waitSignal(listing.modelReset):
        listing.show_listing(replace(after, frame=frame.iloc[::-1]))


def test_a_row_has_a_header_for_screen_readers(model, listing):
    vertical = Qt.Orientation.Vertical
    assert model.headerData(1, vertical, Qt.ItemDataRole.AccessibleTextRole) == "Nausea"
    assert listing.headerData(2, vertical) == "C"
    assert model.headerData(9, vertical) is None


def test_a_cell_with_a_mark_has_an_icon_and_says_why(listing):
    frame = pd.DataFrame({"patient_id": ["A", "B"], "score": [27.5, 9.0]}, index=[10, 11])
    shown = Listing(frame, ("Patient", "Score"), (False, True), (str, bare))
    listing.show_listing(shown, {(11, "score"): "Corrected; it was 90."})
    marked, other = listing.index(1, 1), listing.index(0, 1)
    assert marked.data(Qt.ItemDataRole.DecorationRole) is not None
    assert marked.data(Qt.ItemDataRole.ToolTipRole) == "9: Corrected; it was 90."
    assert other.data(Qt.ItemDataRole.DecorationRole) is None
    assert (listing.find_row(11), listing.find_row(99)) == (1, -1)
    # Another order keeps the marks with their rows.
    listing.sort(1)
    assert listing.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "9: Corrected; it was 90."
    )
