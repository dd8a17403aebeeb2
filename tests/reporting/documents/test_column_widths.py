"""Widths of columns on paper."""

from __future__ import annotations

from ketgui.reporting.documents.column_widths import compute_column_widths
from ketgui.reporting.tables.display_table import DisplayTable, build_tables


def test_columns_fit_the_page_and_break_no_word(spoken, example):
    for table in build_tables(example):
        widths = compute_column_widths(table, 160.0)
        assert sum(widths) <= 160.0 + 1e-9
        assert min(widths) > 0


def test_a_header_word_has_room_beside_ten_other_columns():
    headers = ("", "n", "Before", "After", "Difference", "Interval", "d_z", "Response",
               "Remission", "p", "p (Holm)")  # fmt: skip
    row = ("MADRS (primary)", "21", "27.6 ± 6.4", "18.6 ± 8.9", "9.0", "[6.4, 11.6]", "1.57",
           "4/21 (19.0%)", "2/21 (9.5%)", "p < .001", "p < .001")  # fmt: skip
    table = DisplayTable("k", "T", headers, (row,), (False,) + (True,) * 10)
    widths = dict(zip(headers, compute_column_widths(table, 166.0), strict=True))
    # "Response" and "Remission" in Helvetica Bold of 8 points, by Adobe's font metrics (4.779 and
    # 5.001 em), and the padding of a cell.
    assert widths["Response"] > 4.779 * 2.822 + 2.65
    assert widths["Remission"] > 5.001 * 2.822 + 2.65
