"""What is said of a file: where, what was found, what was expected, and how to correct it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from ketgui.importing.changes import Change
from ketgui.text import plural, quote

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


def make_file_issue(
    severity: Severity, key: str, file: str, message: str, fix: str, sheet: str = ""
) -> Issue:
    """Return an issue about a whole file or sheet."""
    return Issue(severity, file, sheet, None, "", "", message, fix, key=key)


def show_few(issues: Iterable[Issue]) -> Iterator[Issue]:
    """Pass on the first issues of one kind and say how many more there are."""
    # The rest is counted and not listed: each issue writes its message when it is made.
    rest = iter(issues)
    last: Issue | None = None
    for last in islice(rest, _SHOWN):
        yield last
    more = sum(1 for _more in rest)
    if last and more:
        message = plural("{n} more row like this one.", "{n} more rows like this one.", more)
        yield replace(last, row=None, message=message, patient_id="", answers=())


def quote_cell(value: str) -> str:
    """Return a cell's text as a message may quote it: short, and on one line."""
    line = " ".join(value.split())
    return quote(line if len(line) <= 24 else line[:23] + "…")
