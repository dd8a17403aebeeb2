"""A spin box that formats numbers as the rest of the program does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDoubleSpinBox

from ketgui.text import _, bare, current_language

# A step within this time belongs to the one before.
_PAUSE_MS = 400


class NumberSpin(QDoubleSpinBox):
    """Shows the places that a number has and no others: "50 %", "62.5 %".

    Parameters
    ----------
    name : str
        The name of the setting, for the tool tip and for screen readers.
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
        self._has_stepped = False
        # Otherwise the field would read and show decimals as the system does, not as the window
        # does.
        self.setLocale(QLocale(current_language()))
        self.setDecimals(self._DECIMALS)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setSuffix(suffix)
        self.setAccessibleName(name)
        self.setToolTip(name)
        # Who types 50 passes 5: only the finished number is announced.
        self.setKeyboardTracking(False)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._announce_steps)
        self.editingFinished.connect(self._announce_steps)

    def stepBy(self, steps: int) -> None:  # noqa: N802
        """Step up or down; the steps of one turn of the wheel are announced as one change."""
        self.blockSignals(True)
        super().stepBy(steps)
        self.blockSignals(False)
        self._has_stepped = True
        self._pause.start()

    def _announce_steps(self) -> None:
        if self._has_stepped:
            self._has_stepped = False
            self._pause.stop()
            self.valueChanged.emit(self.value())

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window, unless there is a half-typed number to undo."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self.text() == f"{self.prefix()}{self.textFromValue(self.value())}{self.suffix()}"
            and (event.matches(QKeySequence.StandardKey.Undo)
                 or event.matches(QKeySequence.StandardKey.Redo))
        ):  # fmt: skip
            event.ignore()
            return False
        return super().event(event)

    def textFromValue(self, value: float) -> str:
        """Format the number without trailing zeros."""
        return bare(round(value, self._DECIMALS))


class OptionalSpin(NumberSpin):
    """A number that may be unset: the step below the lowest number is shown as "no value"."""

    def __init__(
        self, name: str, low: float, high: float, step: float = 1.0, suffix: str = ""
    ) -> None:
        # A spin box cannot be empty: Qt shows its special text at the minimum.
        super().__init__(name, low - step, high, step, suffix)
        self.setSpecialValueText(_("no value"))

    def number(self) -> float | None:
        """Return the number, None where it is not set."""
        return None if self.value() == self.minimum() else self.value()

    def show_number(self, number: float | None) -> None:
        """Show a number, or that none is set."""
        self.setValue(self.minimum() if number is None else number)
