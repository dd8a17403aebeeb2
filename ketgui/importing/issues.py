"""What is said of a file: where, what was found, what was expected, and how to correct it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from ketgui.importing.changes import Change
from ketgui.text import plural, quote

_Item = TypeVar("_Item")
Severity = Literal["error", "warning", "note"]
# Issues of one kind that a person would read; a wrong column of a long table has thousands.
_SHOWN = 50


@dataclass(frozen=True)
class Answer:
    """One way to settle an issue: the words of a button, and the change to the mapping."""

    title: str
    change: Change


@dataclass(frozen=True)
class Issue:
    """One problem.

    Attributes
    ----------
    severity : {"error", "warning", "note"}
        An error stops the import; a warning is gone on with; a note says what was done.
    file, sheet : str
        Where; `sheet` is empty where the file has none.
    row : int or None
        The row's number in the file, None when the whole column or sheet is meant.
    column : str
        The spreadsheet letter of the column, empty when a whole row or sheet is meant.
    field : str
        Key of the field, empty for none.
    message, fix : str
        What was found and expected, and how to correct it, in the reader's language.
    patient_id : str
        The patient it is about, empty for none.
    key : str
        The check that found it, the same in every language.
    answers : tuple of Answer
        Ways to settle it in the program; empty when the file itself must be corrected.
    rest : Rest or None
        The issues for which it stands, where there are too many to list; None as a rule.
    """

    severity: Severity
    file: str
    sheet: str
    row: int | None
    column: str
    field: str
    message: str
    fix: str
    patient_id: str = ""
    key: str = ""
    answers: tuple[Answer, ...] = ()
    rest: Rest | None = dataclasses.field(default=None, compare=False, repr=False)


def make_file_issue(
    severity: Severity, key: str, file: str, message: str, fix: str, sheet: str = ""
) -> Issue:
    """Return an issue about a whole file or sheet."""
    return Issue(severity, file, sheet, None, "", "", message, fix, key=key)


class Rest:
    """The issues that one line stands for; each writes its message when it is asked for.

    A wrong column of a long table has a hundred thousand of them, of which a person reads a few.
    """

    def __init__(self, report: Callable[[Any], Issue], items: Sequence[Any]) -> None:
        self._report, self._items = report, items

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Issue]:
        return map(self._report, self._items)

    def show_next(self) -> tuple[Issue, ...]:
        """Return the next of the issues, and a line that stands for those after them."""
        return tuple(show_few(self._report, self._items))

    def map(self, change: Callable[[Issue], Issue]) -> Rest:
        """Return the same issues, each changed."""
        report = self._report
        return Rest(lambda item: change(report(item)), self._items)


def show_few(report: Callable[[_Item], Issue], items: Sequence[_Item]) -> Iterator[Issue]:
    """Yield the first issues of one kind, and a line that stands for the others.

    Parameters
    ----------
    report : callable
        Returns the issue about an item.
    items : sequence
        What there is an issue about, a row as a rule.
    """
    last: Issue | None = None
    for item in items[:_SHOWN]:
        last = report(item)
        yield last
    if last and len(items) > _SHOWN:
        rest = Rest(report, items[_SHOWN:])
        message = plural("{n} more row like this one.", "{n} more rows like this one.", len(rest))
        yield replace(last, row=None, message=message, patient_id="", answers=(), rest=rest)


def list_all(issues: Iterable[Issue]) -> Iterator[Issue]:
    """Yield every issue, those too that one line stands for."""
    for issue in issues:
        if issue.rest is None:
            yield issue
        else:
            yield from issue.rest


def quote_cell(value: str) -> str:
    """Return a cell's text as a message may quote it: short, and on one line."""
    line = " ".join(value.split())
    return quote(line if len(line) <= 24 else line[:23] + "…")
