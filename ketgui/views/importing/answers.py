"""What is to be answered: the issues, what the chosen one says, and every way to settle it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QPushButton, QVBoxLayout, QWidget

from ketgui.text import _, plural
from ketgui.views import layout
from ketgui.views.importing.choices import Cell, CellChoices
from ketgui.views.widgets.problems.problem_list import ProblemList

if TYPE_CHECKING:
    from ketgui.importing.changes import Change
    from ketgui.importing.issues import Answer, Issue

_ACROSS = 2
_SHORT = 30
# These are choices about any cell; the others are about this one issue.
_EVERYWHERE = ("correct", "missing", "exclude")


class Answers(QWidget):
    """Lists issues; the one chosen shows its words, its cell and its answers.

    Signals
    -------
    answered(tuple of Change)
        The user settled an issue and those like it, or decided about a cell.
    shown(Issue)
        An issue was chosen: bring its cell to the eye.
    """

    answered = Signal(object)
    shown = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.list = ProblemList()
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self._words = layout.make_paragraph()
        self._buttons = QWidget()
        self._grid = QGridLayout(self._buttons)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(layout.STEP)
        self.choices = CellChoices()
        self.choices.decided.connect(self._on_answer)
        self._alike = QCheckBox()
        box = layout.pad(QVBoxLayout(self), layout.STEP)
        box.addWidget(self.list, 1)
        box.addWidget(self._words)
        box.addWidget(self._alike)
        box.addWidget(self._buttons)
        box.addWidget(self.choices)

    def show_issues(self, issues: Sequence[Issue]) -> None:
        """List other issues, and choose the first that is to be answered."""
        last, scrolled = self.list.current, self.list.rows.verticalScrollBar().value()
        row = self.list.rows.currentIndex().row()
        self.list.show_issues(issues)
        self.list.choose(self._find_next(last, row))
        self.list.rows.verticalScrollBar().setValue(scrolled)
        self._on_chosen(self.list.current)

    def _find_next(self, last: Issue | None, row: int) -> int:
        """Return the row of the last problem; where it is settled, of the next one."""
        ordered = self.list.ordered
        if last in ordered:
            return ordered.index(last)
        # What stops the import comes first; among those, what can be settled here.
        open_ = [
            index
            for index, issue in enumerate(ordered)
            if issue.answers and issue.severity == "error"
        ]
        after = [index for index in open_ if index >= row]
        return (after or open_ or [0])[0]

    def show_issue(self, issue: Issue) -> None:
        """Choose one issue, though a filter may have hidden it."""
        self.list.filter_by()
        if issue in self.list.ordered:
            self.list.choose(self.list.ordered.index(issue))

    def show_cell(self, cell: Cell | None) -> None:
        """Offer the choices about a cell of the source, which no issue need be about."""
        if cell != self.choices.cell:
            self._words.clear()
            self._words.hide()
            self._alike.hide()
            self._fill(())
            self.choices.show_cell(cell)

    def _on_chosen(self, issue: Issue | None) -> None:
        self._words.setVisible(issue is not None)
        self._show_alike(issue)
        if issue is None:
            self._fill(())
            self.choices.show_cell(None)
            return
        self._words.setText("\n".join(part for part in (issue.message, issue.fix) if part))
        self._fill([answer for answer in issue.answers if not _is_for_all(answer)])
        if issue.rest is not None:
            self._offer_rest(issue)
        self.choices.show_cell(None)
        self.shown.emit(issue)

    def _offer_rest(self, issue: Issue) -> None:
        """Offer to list the issues that one line stands for."""
        button = QPushButton(_("Show more of them"))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._show_rest(issue))
        self._grid.addWidget(button, 0, 0)
        self._buttons.show()

    def _show_rest(self, issue: Issue) -> None:
        assert issue.rest is not None
        issues, at = list(self.list.issues), self.list.issues.index(issue)
        following = issue.rest.show_next()
        self.list.show_issues([*issues[:at], *following, *issues[at + 1 :]])
        self.show_issue(following[0])
        self.list.setFocus()

    def _on_opened(self) -> None:
        """Go from an issue to where it is settled: the first of its buttons, or the cell."""
        item = self._grid.itemAt(0)
        button = item.widget() if item else None
        if button:
            button.setFocus()
        else:
            self.choices.setFocus()

    def _fill(self, answers: Sequence[Answer]) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                # A button that goes while it has the focus would leave the keys with nobody.
                if self.focusWidget() is widget:
                    self.list.setFocus()
                widget.deleteLater()
        self._buttons.setVisible(bool(answers))
        across = _ACROSS if all(len(answer.title) <= _SHORT for answer in answers) else 1
        for index, answer in enumerate(answers):
            self._grid.addWidget(self._make_button(answer), index // across, index % across)

    def _make_button(self, answer: Answer) -> QPushButton:
        button = QPushButton(answer.title)
        button.setAutoDefault(False)
        change: Change = answer.change
        button.clicked.connect(lambda: self._on_answer(change))
        return button

    def _show_alike(self, issue: Issue | None) -> None:
        count = self._count_alike(issue) if issue and issue.row is not None else 0
        self._alike.setChecked(False)
        self._alike.setVisible(count > 1)
        text = plural(
            "The same for {n} row like this", "The same for all {n} rows like this", count
        )
        self._alike.setText(text)

    def _count_alike(self, issue: Issue) -> int:
        # Each of a hundred thousand issues would write its message only to be counted.
        return sum(1 if other.rest is None else len(other.rest) for other in self._find_kind(issue))

    def _list_alike(self, issue: Issue) -> list[Issue]:
        """Return the issues of the same kind in the same column, this one among them."""
        from ketgui.importing.issues import list_all

        return [other for other in list_all(self._find_kind(issue)) if other.row is not None]

    def _find_kind(self, issue: Issue) -> list[Issue]:
        location = (issue.key, issue.file, issue.sheet, issue.column)
        return [
            other
            for other in self.list.issues
            if (other.key, other.file, other.sheet, other.column) == location
            and (other.row is not None or other.rest is not None)
        ]

    def _on_answer(self, change: Change) -> None:
        issue = self.list.current
        if issue is None or self._alike.isHidden() or not self._alike.isChecked():
            self.answered.emit((change,))
            return
        others = (_repeat_decision(change, other) for other in self._list_alike(issue))
        self.answered.emit((change, *(other for other in others if other and other != change)))


def _repeat_decision(change: Change, issue: Issue) -> Change | None:
    """Return the same decision about the cell or row of another issue, None if it has none."""
    from ketgui.importing.changes import Decision

    if not isinstance(change, Decision) or issue.row is None:
        return None
    for answer in issue.answers:
        other = answer.change
        if isinstance(other, Decision) and other.action == change.action:
            return replace(other, reason=change.reason)
    whole_row = change.action in ("exclude", "leave_out")
    return replace(change, row=issue.row) if whole_row else None


def _is_for_all(answer: Answer) -> bool:
    from ketgui.importing.changes import Decision

    return isinstance(answer.change, Decision) and answer.change.action in _EVERYWHERE
