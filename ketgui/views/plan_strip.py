"""The tool bar: the most frequent commands, and the analysis plan in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolBar, QWidget

from ketgui.text import _
from ketgui.views import layout


class PlanStrip(QToolBar):
    """Shows the plan between the commands; clicking it changes the plan.

    Attributes
    ----------
    words : QPushButton
        The plan in words.
    """

    def __init__(self, actions: Mapping[str, QAction], change_plan: Callable[[], None]) -> None:
        super().__init__(_("Analysis plan"))
        self.setMovable(False)
        self.setIconSize(QSize(layout.ICON, layout.ICON))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # Qt's own menu could hide the tool bar, and the plan with it.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for name in ("open_files", "save_study", "undo", "redo"):
            self.addAction(actions[name])
        self.addWidget(_make_spring())
        self.words = QPushButton()
        self.words.setFlat(True)
        self.words.setToolTip(_("The definitions of this analysis. Click to change them."))
        self.words.clicked.connect(change_plan)
        self.addWidget(self.words)
        self.addAction(actions["change_plan"])
        self.addWidget(_make_spring())
        self.addAction(actions["export_figure_1"])


def _make_spring() -> QWidget:
    spring = QWidget()
    spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return spring
