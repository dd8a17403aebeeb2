"""Values as text: whole, and read back as the same values."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ketgui.importing.rows.value_text import format_value


@pytest.mark.parametrize("value", [27.1, 0.1 + 0.2, 1e-7, 123456789.5, -3.0])
def test_a_number_has_the_digits_that_read_back_as_itself(value: float) -> None:
    assert float(format_value(value)) == value
    assert "e" not in format_value(value)


def test_a_day_is_a_date_and_a_moment_keeps_its_time() -> None:
    assert format_value(pd.Timestamp("2021-01-04")) == "2021-01-04"
    assert format_value(pd.Timestamp("2021-01-04 08:30")) == "2021-01-04 08:30:00"


def test_truth_text_and_what_is_missing() -> None:
    assert [format_value(v) for v in (True, np.False_, "=1+1", None, float("nan"), pd.NaT)] == [
        "yes", "no", "=1+1", "", "", "",
    ]  # fmt: skip
