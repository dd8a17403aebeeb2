"""What needs a look in the files: where it is, what was found, how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ketgui.text import _, plural
from ketgui.views import layout

if TYPE_CHECKING:
    from ketgui.importing.validation import Issue

_ICONS = {"error": "circle-x", "warning": "triangle-alert", "note": "info", "good": "circle-check"}
_ORDER = ("error", "warning", "note")
MOST_SHOWN = 500


class NoteList(QListWidget):
    """Sentences with an icon each, that wrap and can be copied."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        copy = QAction(_("Copy"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self._on_copy)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_notes(self, notes: Sequence[str], none: str, severity: str = "warning") -> None:
        """List other sentences, or say in `none` that there is none."""
        self.clear()
        for words in notes:
            self.add_note(words, severity)
        if not notes:
            self.add_note(none, "good")

    def add_note(self, words: str, severity: str) -> None:
        """Add a sentence with the icon of its severity."""
        icon = layout.icon(_ICONS[severity], layout.state_colour(severity))
        self.addItem(QListWidgetItem(icon, words))

    def _on_copy(self) -> None:
        items = self.selectedItems() or [self.item(row) for row in range(self.count())]
        QGuiApplication.clipboard().setText("\n\n".join(item.text() for item in items))


class ProblemList(NoteList):
    """The issues of an import, the gravest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What needs a look"), parent)
        self.ordered: list[Issue] = []

    def show_issues(self, issues: Sequence[Issue]) -> None:
        """List other issues."""
        self.clear()
        ordered = sorted(issues, key=lambda issue: _ORDER.index(issue.severity))
        self.ordered = ordered[:MOST_SHOWN]
        for issue in ordered[:MOST_SHOWN]:
            words = (where(issue), issue.message, issue.fix)
            self.add_note("\n".join(part for part in words if part), issue.severity)
        if len(ordered) > MOST_SHOWN:
            self.addItem(plural("and {n} more", "and {n} more", len(ordered) - MOST_SHOWN))
        if not ordered:
            self.add_note(_("Nothing to look at"), "good")


def where(issue: Issue) -> str:
    """Return file, sheet, row and column in one line."""
    parts = [issue.file, issue.sheet]
    if issue.row is not None:
        parts.append(_("row {row}", row=issue.row))
    if issue.column:
        parts.append(_("column {column}", column=issue.column))
    return " · ".join(part for part in parts if part)


def to_look_at(issues: Sequence[Issue]) -> int:
    """Return how many issues ask for a look; notes do not."""
    return sum(issue.severity != "note" for issue in issues)
