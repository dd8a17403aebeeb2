"""Widths of columns on paper."""

from __future__ import annotations

from ketgui.reporting.documents.column_widths import compute_column_widths
from ketgui.reporting.tables.display_table import build_tables


def test_columns_fit_the_page_and_break_no_word(spoken, example):
    for table in build_tables(example):
        widths = compute_column_widths(table, 160.0)
        assert sum(widths) <= 160.0 + 1e-9
        assert min(widths) > 0
