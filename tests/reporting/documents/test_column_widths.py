"""Widths of columns on paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketgui.reporting.documents.column_widths import compute_column_widths
from ketgui.reporting.tables.display_table import DisplayTable, HeaderGroup, build_tables


def test_columns_fit_the_page_and_break_no_word(spoken, example):
    for table in build_tables(example):
        widths = compute_column_widths(table, 160.0)
        assert sum(widths) <= 160.0 + 1e-9
        assert min(widths) > 0


def test_a_header_word_has_room_beside_ten_other_columns():
    headers = ("", "n", "Before", "After", "Difference", "Interval", "d_z", "Response",
               "Remission", "p", "p (Holm)")  # fmt: skip
    row = ("MADRS (primary)", "21", "27.6 ± 6.4", "18.6 ± 8.9", "9.0", "[6.4, 11.6]", "1.57",
           "4/21 (19.0%)", "2/21 (9.5%)", "< .001", "< .001")  # fmt: skip
    table = DisplayTable("k", "T", headers, (row,), (False,) + (True,) * 10)
    widths = dict(zip(headers, compute_column_widths(table, 166.0), strict=True))
    # "Response" and "Remission" in Helvetica Bold of 8 points, by Adobe's font metrics (4.779 and
    # 5.001 em), and the padding of a cell.
    assert widths["Response"] > 4.779 * 2.822 + 2.65
    assert widths["Remission"] > 5.001 * 2.822 + 2.65


def test_an_interval_or_a_comparison_has_room_where_other_text_can_wrap():
    row = ("many short words in a row " * 6, "[−23.8, 23.9]", "< .001")
    table = DisplayTable("k", "T", ("", "Interval", "p"), (row,), (False, True, True))
    words, interval, _p = compute_column_widths(table, 90.0)
    # "[−23.8, 23.9]" in Helvetica of 8 points: 6.012 em.
    assert interval > 6.012 * 2.822 + 2.65
    assert words + interval < 90


def test_a_narrow_table_is_as_wide_as_its_caption_and_as_the_headings_of_its_groups():
    table = DisplayTable("k", "T", ("", "n", "%"), (("Any", "1", "2"),), (False, True, True))
    plain = compute_column_widths(table, 160.0)
    wide = compute_column_widths(table, 160.0, "Table S3. Ketamine protocol (N = 4)")
    # In Helvetica Bold of 8 points: 17.2 em.
    assert sum(wide) > 17.2 * 2.822 > sum(plain)
    assert wide[1:] == plain[1:]
    assert sum(compute_column_widths(table, 60.0, "A long caption " * 20)) == pytest.approx(60)
    groups = (HeaderGroup("", 1), HeaderGroup("Stimulator of every patient", 2))
    headed = compute_column_widths(replace(table, groups=groups), 160.0)
    # 13.0 em.
    assert headed[0] == plain[0]
    assert headed[1] + headed[2] > 13 * 2.822
