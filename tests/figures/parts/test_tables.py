"""Tables of what figures of patients draw."""

from __future__ import annotations

import numpy as np

from ketgui.figures.parts.tables import tabulate_pairs, tabulate_patients


def test_pairs_have_their_result_and_their_means(analysis_of):
    table = tabulate_pairs(analysis_of([(30, 6), (30, 28), (25, None)]))
    assert table.rows == (
        ("P01", "30", "6", "Remission"),
        ("P02", "30", "28", "No response"),
        ("Mean", "30.0\u00a0±\u00a00.0", "17.0\u00a0±\u00a015.6", ""),
    )


def test_a_single_mean_has_no_deviation_and_nobody_has_none(analysis_of):
    assert tabulate_pairs(analysis_of([(30, 6)])).rows[-1] == ("Mean", "30.0", "6.0", "")
    assert tabulate_pairs(analysis_of([(30, None)])).rows == (("Mean", "", "", ""),)


def test_a_missing_value_is_blank():
    table = tabulate_patients(
        ("1", "2"), {"P01": (3.0, np.nan)}, {"P01": "Response"}, (("Mean", "3.0", "", ""),)
    )
    assert table.headers == ("Patient", "1", "2", "Result")
    assert table.numeric == (False, True, True, False)
    assert table.rows == (("P01", "3", "", "Response"), ("Mean", "3.0", "", ""))
    assert tabulate_patients(("1",), {"P01": (3.5,)}).rows == (("P01", "3.5"),)
