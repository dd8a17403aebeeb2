"""The tool bar: the most frequent commands, and the analysis plan in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolBar, QWidget

from ketgui.text import _
from ketgui.views import layout

# Between the parts of a plan in words.
SEPARATOR = " · "
_LARGE_PERCENT = 140


class PlanStrip(QToolBar):
    """Shows the plan between the commands, a chip for each part; clicking one changes the plan."""

    def __init__(self, actions: Mapping[str, QAction], change_plan: Callable[[], None]) -> None:
        super().__init__(_("Analysis plan"))
        self.setMovable(False)
        side = layout.scale(layout.ICON)
        self.setIconSize(QSize(side, side))
        # With large letters, only the plan has room for words; the tips say the rest.
        large = layout.scale(100) >= _LARGE_PERCENT
        self.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if large
            else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        # Qt's own menu could hide the tool bar, and the plan with it.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for name in ("open_files", "save_study", "undo", "redo"):
            self.addAction(actions[name])
        self.addWidget(_make_spring())
        self._change_plan = change_plan
        self._chips = QWidget()
        layout.pad(QHBoxLayout(self._chips), 0, layout.STEP)
        self.addWidget(self._chips)
        self.addAction(actions["change_plan"])
        self.addWidget(_make_spring())
        self.addAction(actions["export_figure_1"])

    @property
    def text(self) -> str:
        """The plan in words."""
        return SEPARATOR.join(chip.text() for chip in self._list_chips())

    def show_plan(self, summary: str) -> None:
        """Show another plan; `summary` is in words, its parts joined by ``SEPARATOR``."""
        parts, chips = summary.split(SEPARATOR), self._list_chips()
        box = self._chips.layout()
        assert box
        for chip in chips[len(parts) :]:
            box.removeWidget(chip)
            chip.setParent(None)
            chip.deleteLater()
        while len(chips) < len(parts):
            chips.append(self._make_chip())
            box.addWidget(chips[-1])
        # Chips that stay keep the keyboard focus.
        for chip, part in zip(chips, parts, strict=False):
            chip.setText(part)
            chip.setAccessibleName(_("{definition}: change the definitions", definition=part))

    def _list_chips(self) -> list[QPushButton]:
        return self._chips.findChildren(QPushButton)

    def _make_chip(self) -> QPushButton:
        chip = QPushButton()
        chip.setProperty("chip", True)
        chip.setToolTip(_("The definitions of this analysis. Click to change them."))
        chip.clicked.connect(self._change_plan)
        return chip


def _make_spring() -> QWidget:
    spring = QWidget()
    spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return spring
