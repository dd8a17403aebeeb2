"""What is typed and chosen on the import page, kept while the page is built anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketgui.views.importing.answers import Answers
from ketgui.views.importing.choices import Cell
from ketgui.views.view_state import TypedValues

if TYPE_CHECKING:
    from ketgui.importing.issues import Issue
    from ketgui.importing.mapping.mapping import Mapping
    from ketgui.session.undo_stack import UndoStack

Identity = tuple[str, str, str, int | None, str]


@dataclass(frozen=True)
class UnfinishedAnswer:
    """An answer that is being given.

    Attributes
    ----------
    issue : Identity or None
        Which problem is chosen; None for none.
    cell : Cell or None
        The cell that the answer is about.
    value, reason : str
        What is typed so far.
    is_typing : bool
        Whether the keyboard focus is in one of these two.
    """

    issue: Identity | None
    cell: Cell | None
    value: str
    reason: str
    is_typing: bool


@dataclass(frozen=True)
class UnfinishedImport:
    """The state of the import page: its files, filters and tabs, the answer begun, undo."""

    names: tuple[str, ...]
    typed: TypedValues
    answer: UnfinishedAnswer
    undo_stack: UndoStack[Mapping]


def capture_answer(answers: Answers) -> UnfinishedAnswer:
    """Return the answer that is being given."""
    issue = answers.list.current
    identity = identify(issue) if issue else None
    choices = answers.choices
    is_typing = choices.isAncestorOf(answers.focusWidget() or answers)
    return UnfinishedAnswer(identity, choices.cell, *choices.typed, is_typing)


def resume_answer(answers: Answers, answer: UnfinishedAnswer) -> None:
    """Go on with an answer where the same problem and cell are there."""
    ordered = [identify(issue) for issue in answers.list.ordered]
    if answer.issue in ordered:
        answers.list.choose(ordered.index(answer.issue))
    answers.choices.show_cell(answer.cell)
    answers.choices.type(answer.value, answer.reason)


def identify(issue: Issue) -> Identity:
    """Return what an issue is known by in every language."""
    return issue.key, issue.file, issue.sheet, issue.row, issue.column
