"""What was answered: about cells, columns, sheets and the whole import, a line each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from ketgui.text import _, bare, joined, quote
from ketgui.views import layout
from ketgui.views.importing.reading_menu import describe_reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketgui.importing import Import
    from ketgui.importing.changes import Decision
    from ketgui.importing.mapping.mapping import ColumnMapping, Mapping, TableMapping


@dataclass(frozen=True)
class GivenAnswer:
    """One answer: what was said, and the mapping without it."""

    words: str
    without: Mapping


class Answered(QWidget):
    """Lists the answers to an import; each can be taken back.

    Signals
    -------
    taken_back(Mapping)
        The mapping without one of them is to be used.
    change_wanted(Mapping)
        The same, and its question is to be asked again.
    """

    taken_back = Signal(object)
    change_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._answers: tuple[GivenAnswer, ...] = ()
        self._list = QListWidget()
        self._list.setAccessibleName(_("What you decided"))
        self._list.setAlternatingRowColors(True)
        self._list.setSpacing(layout.STEP // 2)
        self._list.setWordWrap(True)
        self._back = QPushButton(_("Take it back"))
        self._back.clicked.connect(self._on_back)
        self._change = QPushButton(_("Answer differently"))
        self._change.clicked.connect(self._on_change)
        self._list.currentRowChanged.connect(self._on_row)
        self._list.itemActivated.connect(self._on_back)
        box = layout.pad(QVBoxLayout(self), layout.STEP, layout.STEP)
        box.addWidget(
            layout.make_paragraph(
                _("Your file itself is never written; each of these can be undone.")
            )
        )
        box.addWidget(self._list, 1)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addWidget(self._change)
        box.addLayout(row)

    def show_import(self, imported: Import) -> int:
        """List the answers to another import; return how many there are."""
        row = self._list.currentRow()
        self._answers = tuple(list_answers(imported))
        self._list.clear()
        self._list.addItems([answer.words for answer in self._answers])
        self._list.setCurrentRow(min(row, len(self._answers) - 1))
        self._on_row(self._list.currentRow())
        return len(self._answers)

    def _on_row(self, row: int) -> None:
        for button in (self._back, self._change):
            button.setEnabled(row >= 0)

    def _on_back(self) -> None:
        if answer := self._get_current():
            self.taken_back.emit(answer.without)

    def _on_change(self) -> None:
        if answer := self._get_current():
            self.change_wanted.emit(answer.without)

    def _get_current(self) -> GivenAnswer | None:
        row = self._list.currentRow()
        return self._answers[row] if 0 <= row < len(self._answers) else None


def list_answers(imported: Import) -> Iterator[GivenAnswer]:
    """Return every answer to an import, with the mapping without it."""
    mapping = imported.mapping
    for file in mapping.files:
        if file.by_user:
            line = _("{title}: {words}", title=file.file, words=describe_reading(file))
            yield GivenAnswer(line, mapping.without_file(file.file))
    for decision, line in describe_decisions(imported):
        yield GivenAnswer(line, mapping.without_decision(decision))
    for table in mapping.tables:
        if table.by_user:
            yield GivenAnswer(_describe_table(table), mapping.without_answer(table, None))
        for column in table.columns:
            if column.by_user:
                text = _describe_column(table, column)
                yield GivenAnswer(text, mapping.without_answer(table, column))
    yield from _list_general_answers(mapping)


def _place(table: TableMapping) -> str:
    return f"{table.file} · {table.sheet}" if table.sheet else table.file


def _describe_table(table: TableMapping) -> str:
    parts = [] if table.used else [_("not imported")]
    if table.header_row is not None:
        parts.append(_("header in row {row}", row=table.header_row))
    if table.transposed:
        parts.append(_("turned"))
    return _("{title}: {words}", title=_place(table), words=joined(parts) or _("your choice"))


def _describe_column(table: TableMapping, column: ColumnMapping) -> str:
    title = column.target.write_title() if column.target else _("not imported")
    rule = column.rule
    read = [f"{quote(word)} → {key}" for word, key in rule.codes if column.by_user][:4]
    read += [_("“{text}” as missing", text=word) for word in rule.missing]
    read += [meaning for meaning in (rule.unit, rule.date_order) if meaning]
    meaning = f"{title} ({', '.join(read)})" if read else title
    location = f"{_place(table)} · {column.header}"
    return _("{title}: {words}", title=location, words=meaning)


def _list_general_answers(mapping: Mapping) -> Iterator[GivenAnswer]:
    """Return the answers that are about all files together."""
    whole = {
        "ids": {"keep": _("The ids are kept"), "replace": _("The ids are replaced by S01…")},
        "spelling": {
            "one": _("Ids that differ in spelling alone are one patient"),
            "several": _("Ids that differ in spelling alone are several patients"),
        },
        "moments": {"by_order": _("Each patient’s first rating is before, the last is after")},
        "scores": {"none": _("There are no scores here")},
    }
    for name, lines in whole.items():
        if chosen := getattr(mapping, name):
            yield GivenAnswer(lines[chosen], replace(mapping, **{name: ""}))
    if mapping.after_day is not None:
        day = bare(mapping.after_day)
        line = _("Day {n} is after, the first rating is before", n=day)
        yield GivenAnswer(line, replace(mapping, after_day=None))


def describe_decisions(imported: Import) -> list[tuple[Decision, str]]:
    """Return each decision on an import with the line that tells of it."""
    from ketgui.project.history import describe_decision

    return [(decision, describe_decision(decision)) for decision in imported.mapping.decisions]
