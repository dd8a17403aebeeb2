"""A spin box that formats numbers as the rest of the program does."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDoubleSpinBox

from ketgui.text import bare, current_language


class NumberSpin(QDoubleSpinBox):
    """Shows the places that a number has and no others: "50 %", "62.5 %".

    Parameters
    ----------
    name : str
        What is set, for its tool tip and for a screen reader.
    low, high : float
        The lowest and the highest number.
    step : float
        What one step adds.
    suffix : str
        The unit after the number.
    """

    _DECIMALS = 2

    def __init__(
        self, name: str, low: float, high: float, step: float = 1.0, suffix: str = ""
    ) -> None:
        super().__init__()
        self.setLocale(QLocale(current_language()))
        self.setDecimals(self._DECIMALS)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setSuffix(suffix)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setKeyboardTracking(False)

    def textFromValue(self, value: float) -> str:
        """Format the number without trailing zeros."""
        return bare(round(value, self._DECIMALS))
