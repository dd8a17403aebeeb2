"""The items of a rating in a row: after each digit the focus moves to the next field."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIntValidator, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ketgui.domain.scale import Scale
from ketgui.text import _
from ketgui.views import layout

_MOST_COLUMNS, _LEAST_COLUMNS = 5, 2


class _ItemLine(QLineEdit):
    """One item's score; Backspace in an empty field goes back to the item before it."""

    emptied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back if there is nothing left to erase."""
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)


class ItemRow(QWidget):
    """Fields for the items of a scale, by their numbers and short names.

    The wording of a scale is licensed, and is never shown.

    Signals
    -------
    edited()
        A score was typed or erased.
    completed()
        The last item was typed.
    """

    edited = Signal()
    completed = Signal()

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self.lines: list[_ItemLine] = []
        self._cells: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        # The columns of the moment must not be the least width: there may be fewer.
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        for index in range(scale.item_count):
            # Scales without short names have numbered items.
            word = scale.items[index] if index < len(scale.items) else ""
            title = f"{index + 1}. {_(word)}" if word else f"{index + 1}."
            line = _ItemLine()
            line.setMaxLength(1 if scale.item_highs[index] <= 9 else 2)
            line.setValidator(QIntValidator(scale.item_low, scale.item_highs[index], line))
            line.setFixedWidth(5 * layout.STEP + layout.measure_row_height())
            line.setAccessibleName(title)
            line.setToolTip(
                _("{low} to {high}", low=str(scale.item_low), high=str(scale.item_highs[index]))
            )
            line.textEdited.connect(self._on_edited)
            line.emptied.connect(self._on_emptied)
            self.lines.append(line)
            self._cells.append(_put_below(title, line))
        self._arrange(_MOST_COLUMNS)

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of a few columns."""
        return QSize(self._measure(_LEAST_COLUMNS), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as there is room for."""
        room = range(_MOST_COLUMNS, _LEAST_COLUMNS, -1)
        fitting = (count for count in room if self._measure(count) <= event.size().width())
        self._arrange(next(fitting, _LEAST_COLUMNS))
        super().resizeEvent(event)

    def _measure(self, columns: int) -> int:
        """Return the width of so many columns."""
        widest = max((cell.sizeHint().width() for cell in self._cells), default=0)
        return columns * widest + (columns - 1) * self._grid.horizontalSpacing()

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for index, cell in enumerate(self._cells):
            self._grid.addWidget(cell, *divmod(index, columns))
        self.setMinimumHeight(self._grid.minimumSize().height())

    def scores(self) -> list[float | None]:
        """Return the items in their order; None for an empty one."""
        return [float(line.text()) if line.hasAcceptableInput() else None for line in self.lines]

    def clear(self) -> None:
        """Empty every field, and move the keyboard focus to the first."""
        for line in self.lines:
            line.clear()
        if self.lines:
            self.lines[0].setFocus()

    @Slot(str)
    def _on_edited(self, _text: str) -> None:
        line = self.sender()
        self.edited.emit()
        if not isinstance(line, _ItemLine) or not line.hasAcceptableInput():
            return
        # A two-digit item waits for its second digit, or for Tab.
        if len(line.text()) == line.maxLength():
            self._focus_item(self.lines.index(line) + 1)

    @Slot()
    def _on_emptied(self) -> None:
        line = self.sender()
        if isinstance(line, _ItemLine):
            index = max(0, self.lines.index(line) - 1)
            self.lines[index].setFocus()
            self.lines[index].selectAll()

    def _focus_item(self, index: int) -> None:
        if index < len(self.lines):
            self.lines[index].setFocus()
            self.lines[index].selectAll()
        else:
            self.completed.emit()


def _put_below(title: str, line: QLineEdit) -> QWidget:
    cell = QWidget()
    box = layout.pad(QVBoxLayout(cell), 0, 0)
    box.addWidget(layout.make_label(title))
    box.addWidget(line)
    return cell
