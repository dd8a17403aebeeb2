"""What is to be answered: the issues, and a button for each way to settle the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QPushButton, QVBoxLayout, QWidget

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.parts.problems import ProblemList

if TYPE_CHECKING:
    from ketgui.importing.changes import Change, Decision
    from ketgui.importing.validation import Issue


class Answers(QWidget):
    """Lists issues; the one chosen shows its cell and its answers.

    Signals
    -------
    answered(Change)
        The user settled an issue.
    shown(Issue)
        An issue was chosen: bring its cell to the eye.
    """

    answered = Signal(object)
    shown = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._issues: list[Issue] = []
        self.list = ProblemList()
        self.list.currentRowChanged.connect(self._on_chosen)
        self._buttons = QWidget()
        layout.padded(QVBoxLayout(self._buttons), 0, layout.STEP)
        box = layout.padded(QVBoxLayout(self), 0)
        box.addWidget(layout.heading(_("To answer")))
        box.addWidget(self.list, 1)
        box.addWidget(self._buttons)

    def show_issues(self, issues: Sequence[Issue]) -> None:
        """List other issues, and choose the first that can be answered here."""
        self.list.show_issues(issues)
        self._issues = self.list.ordered
        first = next((n for n, issue in enumerate(self._issues) if issue.answers), -1)
        self.list.setCurrentRow(first)
        self._on_chosen(first)

    def _on_chosen(self, row: int) -> None:
        box = self._buttons.layout()
        assert isinstance(box, QVBoxLayout)
        layout.clear(box)
        if not 0 <= row < len(self._issues):
            return
        issue = self._issues[row]
        if correction := _correction(issue):
            box.addWidget(self._button(_("Correct the value…"), correction, issue))
        for answer in issue.answers:
            box.addWidget(self._button(answer.title, answer.change, issue))
        self.shown.emit(issue)

    def _button(self, title: str, change: Change, issue: Issue) -> QPushButton:
        button = QPushButton(title)
        button.setToolTip(issue.message)
        button.clicked.connect(lambda: self._on_answer(change))
        return button

    def _on_answer(self, change: Change) -> None:
        from ketgui.importing.changes import Decision

        if isinstance(change, Decision) and change.action in ("correct", "exclude"):
            self._ask_more(change)
        else:
            self.answered.emit(change)

    def _ask_more(self, change: Decision) -> None:
        """A correction needs the right value, an exclusion its reason."""
        correcting = change.action == "correct" and not change.new
        asked = _("The right value") if correcting else _("Reason, for the report")
        dialog = QInputDialog(self)
        dialog.setWindowTitle(asked)
        dialog.setLabelText(asked)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        field = "new" if correcting else "reason"
        dialog.textValueSelected.connect(
            lambda words: self.answered.emit(replace(change, **{field: words}))
        )
        dialog.open()


def _correction(issue: Issue) -> Decision | None:
    """Return the correction of an issue's cell, its right value still to be given."""
    from ketgui.importing.changes import Decision

    for answer in issue.answers:
        change = answer.change
        if isinstance(change, Decision) and change.column and change.action == "missing":
            return replace(change, action="correct")
    return None


def row_of(*widgets: QWidget) -> QHBoxLayout:
    """Return widgets side by side, pushed to the left."""
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return row
