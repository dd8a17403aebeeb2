"""The user's answers: each a small change to the mapping, so that they can be saved and redone.

They are data, not calls: a study file stores them, undo takes them back, and the next file with the
same headers gets them again. An empty value means that the user was not asked yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Action = Literal["correct", "missing", "keep", "leave_out", "exclude"]


@dataclass(frozen=True)
class Decision:
    """What is to happen to one cell, one row or one patient. The file itself is never written.

    Attributes
    ----------
    action : {"correct", "missing", "keep", "leave_out", "exclude"}
        Put `new` in the cell's place; treat the cell as missing; keep what was asked about;
        leave the row out; exclude the patient of the row.
    file, sheet, row, column
        The cell; `column` is empty when the row or the patient is meant.
    old, new : str
        The cell as it was, for the record and so that a file that has changed is noticed, and
        what takes its place.
    reason : str
        Why, in the user's words; it goes into the report when a patient is excluded.
    """

    action: Action
    file: str
    sheet: str
    row: int
    column: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""


# A spreadsheet that expects the other order of day and month stores 3/4 as the 4th of March.
Swapped = Literal["", "yes", "no"]


@dataclass(frozen=True)
class ColumnChange:
    """What a column holds (`field` with what is `given`), or one part of its reading rule.

    ``field`` is ``table.field`` or empty for a column that is not imported; None leaves it.
    ``missing`` are words that stand for a missing value, ``values`` those that do no longer;
    ``swapped`` tells whether a spreadsheet exchanged day and month of the dates that it stored.
    """

    file: str
    sheet: str
    column: str
    field: str | None = None
    given: tuple[tuple[str, str], ...] = ()
    decimal: str | None = None
    thousands: str | None = None
    date_order: str | None = None
    unit: str | None = None
    suffix: str | None = None
    swapped: Swapped | None = None
    missing: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TableChange:
    """Where a sheet's header is, what its rows are, or that it is unused.

    `header_row` is the row's number in the file, 0 for no header; `layout` a layout's key.
    """

    file: str
    sheet: str
    header_row: int | None = None
    header_rows: int | None = None
    transposed: bool | None = None
    used: bool | None = None
    layout: str | None = None


@dataclass(frozen=True)
class FileChange:
    """How a text file's bytes are read."""

    file: str
    encoding: str = ""
    delimiter: str = ""


# Empty in each of these: not answered, and asked where it matters.
Ids = Literal["", "keep", "replace"]


@dataclass(frozen=True)
class IdsChange:
    """Whether patients' ids are kept, or replaced by S01, S02 … in the order of the files."""

    ids: Ids


Spelling = Literal["", "one", "several"]


@dataclass(frozen=True)
class SpellingChange:
    """Whether ids that differ by capitals or spaces alone are of one patient or of several."""

    spelling: Spelling


Moments = Literal["", "by_order"]


@dataclass(frozen=True)
class MomentsChange:
    """Whether a patient's first rating is the one before, and the last the one after."""

    moments: Moments


@dataclass(frozen=True)
class DayChange:
    """The study day whose ratings are those after treatment; the first are then those before."""

    day: float


Scores = Literal["", "none"]


@dataclass(frozen=True)
class ScoresChange:
    """Whether the files hold no scores, so that the rest is used without them."""

    scores: Scores


@dataclass(frozen=True)
class SeveralChanges:
    """One answer to what is asked of many columns, rows or values at once."""

    changes: tuple[Change, ...]


Change = (
    Decision
    | ColumnChange
    | TableChange
    | FileChange
    | IdsChange
    | SpellingChange
    | MomentsChange
    | DayChange
    | ScoresChange
    | SeveralChanges
)
