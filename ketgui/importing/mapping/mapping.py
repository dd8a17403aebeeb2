"""What was understood of the files, and what the user answered: one object, saved as TOML.

It is frozen, and each answer makes another one, so that an answer is undone by going back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce

from ketgui.domain.folding import fold
from ketgui.importing.changes import (
    Change,
    ColumnChange,
    DayChange,
    Decision,
    FileChange,
    Ids,
    IdsChange,
    Moments,
    MomentsChange,
    Scores,
    ScoresChange,
    SeveralChanges,
    Spelling,
    SpellingChange,
    Swapped,
    TableChange,
)
from ketgui.importing.tables.readers.reader import FileReading
from ketgui.importing.vocabulary.targets import OTHER, Target, make_target
from ketgui.text import _


@dataclass(frozen=True)
class ReadingRule:
    """How the text of one column is read.

    Attributes
    ----------
    decimal, thousands : str
        The marks of its numbers, empty where no number needs one.
    date_order : str
        "dmy", "mdy" or "serial" (a spreadsheet's day numbers); empty where its dates leave no
        choice.
    unit : str
        The unit of the cells where it is not the field's: "lb".
    suffix : str
        What stands behind the column's numbers and is no part of them: "kg", "/60".
    missing : tuple of str
        Words that stand for a missing value, besides those that always do.
    codes : tuple of (str, str)
        What the column's words stand for: ("1", "female"), ("oui", "yes"); in a column of text,
        how they are to be spelt.
    swapped : {"", "yes", "no"}
        Whether a spreadsheet exchanged day and month of the dates that it stored; empty to be
        asked where it looks so.
    """

    decimal: str = ""
    thousands: str = ""
    date_order: str = ""
    unit: str = ""
    suffix: str = ""
    missing: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    swapped: Swapped = ""


@dataclass(frozen=True)
class ColumnMapping:
    """One column of a source table: what it holds, why, and how it is read.

    Attributes
    ----------
    column, header : str
        Its letter and its name.
    target : Target or None
        What it holds; None when it is not imported.
    confidence : float
        0–1; 1 for the user's own choice.
    reason : str
        Why, in the reader's language.
    samples : tuple of str
        Up to three of its values.
    rule : ReadingRule
        How its cells are read.
    candidates : tuple of Target
        What it may hold, while that is not settled: the user is asked.
    question : str
        Key of the open question about the column, empty for none.
    read_as : str
        How one value is read, as an example: "“27,5” as 27.5".
    by_user : bool
        Whether the user said so, and may take it back.
    """

    column: str
    header: str
    target: Target | None = None
    confidence: float = 0.0
    reason: str = ""
    samples: tuple[str, ...] = ()
    rule: ReadingRule = ReadingRule()
    candidates: tuple[Target, ...] = ()
    question: str = ""
    read_as: str = ""
    by_user: bool = False


@dataclass(frozen=True)
class TableMapping:
    """One source table: its layout, where its header is, and its columns.

    Attributes
    ----------
    file, sheet : str
        Where it was read.
    layout : str
        Key of the layout recognised; see ``layouts.LAYOUTS``.
    reason : str
        Why, in the reader's language.
    header_row : int or None
        The header's row in the file, 0 for none; None to find it.
    header_rows : int
        How many rows the header takes.
    transposed : bool
        Whether patients stand in columns.
    used : bool
        Whether the table is imported.
    columns : tuple of ColumnMapping
        Its columns in order.
    by_user : bool
        Whether the user chose its header, its layout or its use.
    """

    file: str
    sheet: str
    layout: str = ""
    reason: str = ""
    header_row: int | None = None
    header_rows: int = 1
    transposed: bool = False
    used: bool = True
    columns: tuple[ColumnMapping, ...] = ()
    by_user: bool = False

    @property
    def signature(self) -> tuple[str, ...]:
        """The folded headers: tables with the same ones can share a mapping."""
        return tuple(fold(column.header) for column in self.columns)

    def column(self, letter: str) -> ColumnMapping | None:
        """Return the column with this letter."""
        return next((c for c in self.columns if c.column == letter), None)

    def find_columns(self, path: str) -> tuple[ColumnMapping, ...]:
        """Return the columns that hold this field."""
        return tuple(c for c in self.columns if c.target and c.target.path == path)


@dataclass(frozen=True)
class Mapping:
    """How files become a cohort: proposed by the program, changed by the user's answers.

    Attributes
    ----------
    files : tuple of FileReading
        Encoding and delimiter of each text file.
    tables : tuple of TableMapping
        What each table holds.
    decisions : tuple of Decision
        What is to happen to single cells, rows and patients.
    ids : {"", "keep", "replace"}
        Whether ids that look like a person's numbers are kept or replaced; empty to be asked.
    spelling : {"", "one", "several"}
        Whether ids that differ by capitals or spaces alone are of one patient; empty to be asked.
    moments : {"", "by_order"}
        Whether the order of dated ratings tells before from after, where nothing else does.
    scores : {"", "none"}
        Whether the files hold no scores, so that the rest is used without them.
    after_day : float or None
        The study day whose ratings are those after treatment, where only days tell.
    """

    files: tuple[FileReading, ...] = ()
    tables: tuple[TableMapping, ...] = ()
    decisions: tuple[Decision, ...] = ()
    ids: Ids = ""
    spelling: Spelling = ""
    moments: Moments = ""
    scores: Scores = ""
    after_day: float | None = None

    def find_file(self, name: str) -> FileReading:
        """Return how a file is read; what is not known is found out."""
        return next((file for file in self.files if file.file == name), FileReading(name))

    def find_table(self, file: str, sheet: str) -> TableMapping | None:
        """Return what is known of one table."""
        return next((t for t in self.tables if (t.file, t.sheet) == (file, sheet)), None)

    def find_alike(self, signature: tuple[str, ...]) -> TableMapping | None:
        """Return what is known of a table with these headers, in whatever file."""
        return next((t for t in self.tables if t.signature == signature), None)

    def with_change(self, change: Change) -> Mapping:
        """Return the mapping with one answer of the user in it."""
        match change:
            case Decision():
                return self.with_decision(change)
            case ColumnChange():
                return self.with_column(change)
            case TableChange():
                return self.with_table(change)
            case FileChange():
                return self.with_file(change)
            case IdsChange():
                return replace(self, ids=change.ids)
            case SpellingChange():
                return replace(self, spelling=change.spelling)
            case MomentsChange():
                return replace(self, moments=change.moments)
            case DayChange():
                return replace(self, after_day=change.day)
            case ScoresChange():
                return replace(self, scores=change.scores)
            case SeveralChanges():
                return reduce(Mapping.with_change, change.changes, self)

    def with_decision(self, decision: Decision) -> Mapping:
        """Return the mapping with this decision in the place of an earlier one on the cell."""
        others = (d for d in self.decisions if _locate(d) != _locate(decision))
        return replace(self, decisions=(*others, decision))

    def without_decision(self, decision: Decision) -> Mapping:
        """Return the mapping with a decision taken back."""
        return replace(self, decisions=tuple(d for d in self.decisions if d != decision))

    def without_answer(self, table: TableMapping, column: ColumnMapping | None) -> Mapping:
        """Return the mapping with what the user said of a column, or of a table, taken back."""
        if column is None:
            # Everything about the table is found out anew: its columns depended on that answer.
            blank = TableMapping(table.file, table.sheet)
            return self._with_table(blank)
        left = replace(column, question="unsettled", rule=ReadingRule(), by_user=False)
        columns = tuple(left if c.column == column.column else c for c in table.columns)
        return self._with_table(replace(table, columns=columns))

    def with_file(self, change: FileChange) -> Mapping:
        """Return the mapping with a file's encoding or delimiter chosen."""
        old = self.find_file(change.file)
        encoding, delimiter = change.encoding or old.encoding, change.delimiter or old.delimiter
        left = self.without_file(change.file)
        new = FileReading(change.file, encoding, delimiter, by_user=True)
        return replace(left, files=(*left.files, new))

    def without_file(self, name: str) -> Mapping:
        """Return the mapping without how a text file is read, which is then found out.

        Another encoding or delimiter gives other columns: what was understood of them goes.
        """
        return replace(
            self,
            files=tuple(file for file in self.files if file.file != name),
            tables=tuple(table for table in self.tables if table.file != name),
        )

    def with_table(self, change: TableChange) -> Mapping:
        """Return the mapping with a table's header, direction or use chosen."""
        old = self.find_table(change.file, change.sheet) or TableMapping(change.file, change.sheet)
        chosen = {
            name: value
            for name in ("header_row", "header_rows", "transposed", "used", "layout")
            if (value := getattr(change, name)) is not None
        }
        framed = replace(old, **chosen, by_user=True)
        # To use a sheet or not changes none of its columns; another header makes other ones.
        if chosen.keys() <= {"used"}:
            return self._with_table(framed)
        reason = _("Your choice.") if change.layout else ""
        return self._with_table(
            replace(framed, columns=(), layout=change.layout or "", reason=reason)
        )

    def with_column(self, change: ColumnChange) -> Mapping:
        """Return the mapping with a column's meaning or reading rule chosen."""
        table = self.find_table(change.file, change.sheet)
        old = table.column(change.column) if table else None
        if table is None or old is None:
            return self
        new = replace(old, rule=_change_rule(old.rule, change), question="", by_user=True)
        if change.field is not None:
            target = make_target(change.field, change.given)
            new = replace(
                new, target=target, candidates=(), confidence=1.0, reason=_("Your choice.")
            )
        # Two columns cannot hold the same field: the other one gives it up.
        columns = tuple(
            new if c.column == change.column else _release_target(c, new.target)
            for c in table.columns
        )
        # A column with a meaning makes a table of a sheet that seemed to be none.
        layout = table.layout
        if new.target and layout == "unused":
            layout = new.target.table
        return self._with_table(replace(table, columns=columns, layout=layout))

    def _with_table(self, table: TableMapping) -> Mapping:
        key = (table.file, table.sheet)
        if self.find_table(*key) is None:
            return replace(self, tables=(*self.tables, table))
        return replace(
            self, tables=tuple(table if (t.file, t.sheet) == key else t for t in self.tables)
        )


def _locate(decision: Decision) -> tuple[str, str, int, str]:
    """Return the cell, or the row, that a decision is about: it has one decision at a time."""
    return decision.file, decision.sheet, decision.row, decision.column


def _release_target(column: ColumnMapping, assigned_target: Target | None) -> ColumnMapping:
    """Return another column after one was given its target: what is taken is no longer open."""
    if assigned_target is None or assigned_target.field == OTHER:
        return column
    candidates = tuple(target for target in column.candidates if target != assigned_target)
    # Nothing is left to ask where the only candidate is taken.
    if column.target == assigned_target or (column.candidates and not candidates):
        return replace(column, target=None, candidates=(), question="")
    return replace(column, candidates=candidates)


def _change_rule(rule: ReadingRule, change: ColumnChange) -> ReadingRule:
    """Return the rule with what a change sets; None sets nothing, an empty text is a choice."""
    names = ("decimal", "thousands", "date_order", "unit", "suffix", "swapped")
    marks = {name: getattr(change, name) for name in names}
    # A dictionary, unlike a set, keeps the order of the words: a study file is written byte for
    # byte the same each time.
    missing = dict.fromkeys((*rule.missing, *change.missing))
    codes = dict(rule.codes) | dict(change.codes)
    return replace(
        rule,
        **{name: value for name, value in marks.items() if value is not None},
        missing=tuple(word for word in missing if word not in change.values),
        codes=tuple(codes.items()),
    )
