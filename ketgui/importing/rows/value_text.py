"""Values of a cohort as text that the import reads back as the same values."""

from __future__ import annotations

from typing import Any

import numpy as np


def format_value(value: Any) -> str:
    """Return a value of a cohort as text.

    Parameters
    ----------
    value : str, float, int, bool, Timestamp or missing

    Returns
    -------
    str
        Empty for a missing value.

    Examples
    --------
    >>> [format_value(value) for value in (27.1, 40.0, True, None)]
    ['27.1', '40', 'yes', '']
    """
    import pandas as pd

    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        # A time tells whether a rating came before the infusion of the same day.
        is_day = value == value.normalize()
        return f"{value:%Y-%m-%d}" if is_day else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    # The shortest digits that read back as the same number; never an exponent.
    if isinstance(value, float | int):
        return np.format_float_positional(value, trim="-")
    return str(value)
