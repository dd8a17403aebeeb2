"""The submenu of recent studies: their names only, and a way to forget them."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ketgui.project.recent import forget_recent, list_recent
from ketgui.text import _


class RecentMenu(QMenu):
    """Lists recent studies anew whenever it is opened.

    Signals
    -------
    study_wanted(Path)
        A study is to be opened.
    remember_wanted(bool)
        Whether studies are remembered from now on.
    """

    study_wanted = Signal(object)
    remember_wanted = Signal(bool)

    def __init__(self, parent: QWidget, *, is_remembering: bool) -> None:
        super().__init__(_("Recent studies"), parent)
        self._is_remembering = is_remembering
        self.aboutToShow.connect(self.fill)

    @Slot()
    def fill(self) -> None:
        """List the studies that are still there."""
        self.clear()
        studies = list_recent()
        for path in studies:
            # Without its folder, which may be named after a patient.
            action = self.addAction(path.stem)
            action.setData(path)
            action.triggered.connect(self._on_study)
        self.addSeparator()
        clear = self.addAction(_("Clear the list"))
        clear.setEnabled(bool(studies))
        clear.triggered.connect(lambda: forget_recent())
        remember = self.addAction(_("Remember recent studies"))
        remember.setCheckable(True)
        remember.setChecked(self._is_remembering)
        remember.toggled.connect(self._on_toggled)

    @Slot()
    def _on_study(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.study_wanted.emit(action.data())

    @Slot(bool)
    def _on_toggled(self, is_remembering: bool) -> None:
        self._is_remembering = is_remembering
        if not is_remembering:
            forget_recent()
        self.remember_wanted.emit(is_remembering)
