"""The list of a figure's panels, in their order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.figures.catalogue import FIGURES
from ketgui.figures.composition import MOST_PANELS
from ketgui.text import _
from ketgui.views import layout

_KEY = Qt.ItemDataRole.UserRole
_ROWS_SHOWN = 4


class PanelList(QWidget):
    """Panels in their order; dragged, or moved with the buttons or Alt and an arrow key.

    Signals
    -------
    changed()
        Another panel, or another order.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._list = QListWidget()
        self._list.setAccessibleName(_("Panels of the figure"))
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.setFixedHeight((_ROWS_SHOWN * layout.measure_row_height()) + layout.STEP)
        # Dragging moves rows within the model and calls nothing else.
        self._list.model().rowsMoved.connect(lambda *_moved: self._on_changed())
        self._list.currentRowChanged.connect(lambda _row: self._enable())
        self._choice = QComboBox()
        for figure in FIGURES:
            # A figure that is itself composed of panels cannot be a panel.
            if not figure.parts:
                self._choice.addItem(_(figure.title), figure.key)
        self._choice.setMinimumContentsLength(12)
        self._choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._add = _make_button(_("Add"), self._on_add)
        self._earlier = _make_button(_("Earlier"), lambda: self._move(-1))
        self._later = _make_button(_("Later"), lambda: self._move(1))
        self._remove = _make_button(_("Remove"), self._on_remove)
        self.setFocusProxy(self._list)
        self._lay_out()
        for keys, act in (
            ("Alt+Up", lambda: self._move(-1)),
            ("Alt+Down", lambda: self._move(1)),
            ("Del", self._on_remove),
        ):
            shortcut = QShortcut(QKeySequence(keys), self._list)
            # Del in a text field of the composer must not remove a panel.
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    @property
    def keys(self) -> tuple[str, ...]:
        """The panels' keys in their order."""
        return tuple(self._list.item(row).data(_KEY) for row in range(self._list.count()))

    def show_keys(self, keys: tuple[str, ...]) -> None:
        """Show other panels without a signal."""
        titles = {figure.key: _(figure.title) for figure in FIGURES}
        self._list.clear()
        for key in keys:
            self._append(key, titles[key])
        self._list.setCurrentRow(0)
        self._enable()

    def _lay_out(self) -> None:
        adding = layout.pad(QHBoxLayout(), 0, layout.STEP)
        adding.addLayout(layout.put_below(_("Figure to add"), self._choice), 1)
        adding.addWidget(self._add, 0, Qt.AlignmentFlag.AlignBottom)
        moving = layout.pad(QHBoxLayout(), 0, layout.STEP)
        for button in (self._earlier, self._later, self._remove):
            moving.addWidget(button)
        moving.addStretch()
        box = layout.pad(QVBoxLayout(self), 0, layout.STEP)
        box.addWidget(self._list)
        box.addLayout(moving)
        box.addLayout(adding)

    def _append(self, key: str, title: str) -> None:
        item = QListWidgetItem(title)
        item.setData(_KEY, key)
        self._list.addItem(item)

    def _on_add(self) -> None:
        self._append(self._choice.currentData(), self._choice.currentText())
        self._list.setCurrentRow(self._list.count() - 1)
        self._on_changed()

    def _on_remove(self) -> None:
        # A figure without a panel cannot be drawn.
        if self._list.count() > 1 and self._list.currentRow() >= 0:
            self._list.takeItem(self._list.currentRow())
            self._on_changed()

    def _move(self, by: int) -> None:
        row = self._list.currentRow()
        if 0 <= row + by < self._list.count():
            self._list.insertItem(row + by, self._list.takeItem(row))
            self._list.setCurrentRow(row + by)
            self._on_changed()

    def _on_changed(self) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        row, count = self._list.currentRow(), self._list.count()
        self._add.setEnabled(count < MOST_PANELS)
        self._earlier.setEnabled(row > 0)
        self._later.setEnabled(0 <= row < count - 1)
        self._remove.setEnabled(count > 1)


def _make_button(title: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(title)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked=False: act())
    return button
