"""The right side of the import page: what to answer, what was answered, what is not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QWidget

from ketgui.text import _, integer, mark
from ketgui.views.importing.answered import Answered
from ketgui.views.importing.answers import Answers
from ketgui.views.importing.changed import Changed
from ketgui.views.importing.unused import UnusedColumns

if TYPE_CHECKING:
    from ketgui.importing import Import
    from ketgui.importing.mapping.mapping import TableMapping

_ANSWERS, _ANSWERED, _UNUSED = mark("To answer"), mark("Decided"), mark("Not used")
_CHANGED = mark("Changed")


class Sides(QTabWidget):
    """Lists, each telling on its tab how long it is."""

    def __init__(self) -> None:
        super().__init__()
        self.answers, self.answered, self.unused = Answers(), Answered(), UnusedColumns()
        self.changed = Changed()
        self.setDocumentMode(True)
        for title, part in (
            (_ANSWERS, self.answers),
            (_ANSWERED, self.answered),
            (_UNUSED, self.unused),
            (_CHANGED, self.changed),
        ):
            self.addTab(part, _(title))
        # The choices come and go; the page keeps its shape.
        self.setMinimumWidth(self.answers.choices.sizeHint().width())

    def show_import(self, imported: Import, used: Import | None) -> None:
        """Show another import, and how it differs from the one in use."""
        patients = self.changed.show_difference(used, imported)
        self._count(self.changed, _CHANGED, patients)
        self.setTabVisible(self.indexOf(self.changed), bool(patients))
        if patients and used is not None and used.sources != imported.sources:
            # The files themselves are others now: that is looked at first.
            self.setCurrentWidget(self.changed)
        elif not patients and self.currentWidget() is self.changed:
            self.setCurrentWidget(self.answers)
        errors = sum(issue.severity == "error" for issue in imported.issues)
        title = _ANSWERS if errors else mark("Checks")
        self.answers.show_issues(imported.issues)
        self._count(self.answers, title, errors or len(imported.issues))
        self._count(self.answered, _ANSWERED, self.answered.show_import(imported))

    def show_table(self, mapping: TableMapping | None, imported: Import) -> None:
        """Show the unused columns of another table."""
        count = self.unused.show_columns(mapping, imported.issues)
        self._count(self.unused, _UNUSED, count)

    def _count(self, part: QWidget, title: str, count: int) -> None:
        text = f"{_(title)}  {integer(count)}" if count else _(title)
        self.setTabText(self.indexOf(part), text)
