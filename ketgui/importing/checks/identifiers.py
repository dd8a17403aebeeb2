"""The privacy guard: what could name a person is named here, and left out unless kept."""

from __future__ import annotations

from collections.abc import Iterator

from ketgui.importing.changes import ColumnChange, IdsChange
from ketgui.importing.checks.spot import make_column_issue
from ketgui.importing.issues import Answer, Issue
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.recognition.rules import get_kind
from ketgui.importing.rows.draft import Draft
from ketgui.importing.tables.text_table import CodedText, TextTable
from ketgui.importing.vocabulary import privacy
from ketgui.importing.vocabulary.privacy import Identifier
from ketgui.importing.vocabulary.targets import Target
from ketgui.importing.vocabulary.words import tidy
from ketgui.text import _

_LOOKED_AT = 2000
_IDS = "identifying_ids"


def find_identifiers(draft: Draft) -> Iterator[Issue]:
    """Name the columns that look like direct identifiers, and what became of them."""
    asked = False
    for table in draft.tables:
        mapping = draft.mapping.find_table(table.file, table.sheet)
        assert mapping is not None
        for column, cells in zip(mapping.columns, table.columns, strict=True):
            for issue in _check_column(draft, table, column, cells):
                # What becomes of the ids is one question, in however many sheets they stand.
                if issue.key != _IDS or not asked:
                    yield issue
                asked = asked or issue.key == _IDS


def _check_column(
    draft: Draft, table: TextTable, column: ColumnMapping, cells: CodedText
) -> Iterator[Issue]:
    words = [tidy(str(word)) for word in cells.some_words(_LOOKED_AT)]
    target = column.target
    if target and target.field == "patient_id":
        if not draft.mapping.ids and _has_identifiers(column.header, words):
            yield _ask_about_ids(table, column)
        return
    text = target is None or get_kind(target) == "text"
    kind = (privacy.identify_by_header(column.header) if target is None else None) or (
        privacy.identify_by_content(words) or _find_names(target, words) if text else None
    )
    if kind:
        yield _report_column(table, column, kind, privacy.identify_by_header(column.header) == kind)


def _has_identifiers(header: str, words: list[str]) -> bool:
    return (
        privacy.identify_by_content(words) is not None
        or privacy.are_names(words)
        or privacy.is_record_number(header, words)
        or privacy.identify_by_header(header) in ("name", "health", "social", "email")
    )


def _find_names(target: Target | None, words: list[str]) -> Identifier | None:
    """Return "name" for a column that nobody understood and that is full of people's names."""
    # Diagnoses and places are capitalised too: only what is written as in a list of names counts.
    listed = sum(", " in word for word in words) > len(words) / 2
    return "name" if target is None and listed and privacy.are_names(words) else None


def _describe_kind(kind: Identifier) -> str:
    return {
        "name": _("names"),
        "birth_date": _("dates of birth"),
        "phone": _("telephone numbers"),
        "email": _("e-mail addresses"),
        "address": _("addresses"),
        "record": _("record numbers"),
        "health": _("health insurance numbers"),
        "social": _("social insurance numbers"),
    }[kind]


def _report_column(
    table: TextTable, column: ColumnMapping, kind: Identifier, by_header: bool
) -> Issue:
    leave = ColumnChange(table.file, table.sheet, column.column, field="")
    placeholders = {"header": column.header, "what": _describe_kind(kind)}
    if column.target is None:
        message = (
            _("{header} looks like {what}; the column is not imported.", **placeholders)
            if by_header
            else _(
                "{header} seems to hold {what} in some cells; the column is not imported.",
                **placeholders,
            )
        )
        fix = _("Remove it from the file before you share the file.")
        return make_column_issue("warning", "identifier_left_out", table, column, message, fix)
    message = _("{header} seems to hold {what} in some cells.", **placeholders)
    fix = _("Remove them from the file, or do not import the column.")
    answers = (Answer(_("Do not import it"), leave),)
    return make_column_issue("warning", "identifier_in_text", table, column, message, fix, answers)


def _ask_about_ids(table: TextTable, column: ColumnMapping) -> Issue:
    return make_column_issue(
        "error",
        _IDS,
        table,
        column,
        _(
            "The ids in {header} look like numbers or names that identify a person.",
            header=column.header,
        ),
        _(
            "Have them replaced by S01, S02 and so on, "
            "or keep them if they are the study’s own codes."
        ),
        (
            Answer(_("Replace them by S01…"), IdsChange("replace")),
            Answer(_("They are the study’s own codes"), IdsChange("keep")),
        ),
    )
