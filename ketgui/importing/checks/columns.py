"""What a table lacks as a whole, and what was asked of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from ketgui.domain.fields import FIELDS
from ketgui.importing import dates
from ketgui.importing.changes import ColumnChange
from ketgui.importing.draft import Draft, Piece
from ketgui.importing.mapping import OTHER, ColumnMapping, TableMapping, Target
from ketgui.importing.validation import Answer, Issue
from ketgui.text import _, joined


def open_questions(draft: Draft) -> Iterator[Issue]:
    """Ask what the columns leave open."""
    for table in draft.tables:
        known = draft.mapping.table(table.file, table.sheet)
        assert known is not None
        for column in known.columns:
            if column.question and column.question in _QUESTIONS:
                yield _QUESTIONS[column.question](known, column)


def no_score(draft: Draft) -> Iterator[Issue]:
    """Ask which column holds the score, where none was found."""
    if not draft.tables or any(
        "score" in p.values or _has_items(p.values) for p in draft.of("assessments")
    ):
        return
    if "assessments" in draft.recorded and any(
        t.holding("assessments.score") for t in draft.mapping.tables
    ):
        return
    if any(c.question == "which_moment" for t in draft.mapping.tables for c in t.columns):
        return
    table = next((t for t in draft.tables if t.columns), draft.tables[0])
    known = draft.mapping.table(table.file, table.sheet)
    columns = [c for c in known.columns if c.target is None] if known else []
    yield Issue(
        "error",
        table.file,
        table.sheet,
        None,
        "",
        "score",
        _("No column was found that holds the MADRS scores."),
        _(
            "Which column holds them? "
            "Name its header “MADRS before” or “MADRS after”, or choose it."
        ),
        key="no_score",
        answers=tuple(
            Answer(_("{header}: before", header=c.header), _change(known, c, _SCORE_BEFORE))
            for c in columns[:12]
            if known
        ),
    )


def no_after(draft: Draft) -> Iterator[Issue]:
    """Ask which ratings are those after treatment, where neither words nor dates tell."""
    pieces = [piece for piece in draft.of("assessments") if len(piece)]
    if not pieces or _has_moment(pieces, "after") or _are_dated(draft, pieces):
        return
    if any(c.candidates for t in draft.mapping.tables for c in t.columns):
        return
    for piece in pieces:
        known = piece.mapping
        columns = [c for c in known.columns if c.target and _may_be_after(c.target)]
        source = piece.source
        where = (source.file, source.sheet)
        if columns:
            yield Issue(
                "error", *where, None, columns[-1].column, "score",
                _(
                    "None of the ratings is called “after”; it may be {columns}.",
                    columns=joined([c.header for c in columns]),
                ),
                _("Which column holds the score after treatment?"),
                key="which_after",
                answers=tuple(Answer(c.header, _as_after(known, c)) for c in columns),
            )  # fmt: skip
            return
    table, moments = pieces[0].source, pieces[0].columns.get("moment")
    yield Issue(
        "error", table.file, table.sheet, None, moments.column if moments else "", "moment",
        _("None of the ratings is called “after”, and neither dates nor days tell which is."),
        _("Add a column “moment” with before and after, or the dates of ratings and infusions."),
        key="no_after_ratings",
        answers=_moment_answers(pieces[0].mapping, moments) if moments else (),
    )  # fmt: skip


def _has_moment(pieces: list[Piece], moment: str) -> bool:
    return any((p.values["moment"] == moment).any() for p in pieces if "moment" in p.values)


def _are_dated(draft: Draft, pieces: list[Piece]) -> bool:
    """Tell whether infusions and ratings both have dates, or both have days."""
    infusions = draft.of("infusions")
    return any(
        all(any(_is_known(piece, key) for piece in side) for side in (pieces, infusions))
        for key in ("date", "day")
    )


def _is_known(piece: Piece, key: str) -> bool:
    values = piece.values.get(key)
    return values is not None and not np.all(
        np.isnat(values) if key == "date" else np.isnan(values)
    )


def _may_be_after(target: Target) -> bool:
    return target.path == "assessments.score" and bool(target.given) and not target.of("moment")


def _as_after(table: TableMapping, column: ColumnMapping) -> ColumnChange:
    scale = column.target.of("scale") if column.target else "madrs"
    return _change(
        table, column, Target("assessments", "score", (("scale", scale), ("moment", "after")))
    )


def _moment_answers(table: TableMapping, column: ColumnMapping) -> tuple[Answer, ...]:
    return tuple(
        Answer(
            _("{word} is {title}", word=word, title=_("After")),
            ColumnChange(table.file, table.sheet, column.column, codes=((word, "after"),)),
        )
        for word in column.samples
    )


def not_used(draft: Draft) -> Iterator[Issue]:
    """List the columns that are not imported: none is lost without a word."""
    for table in draft.tables:
        known = draft.mapping.table(table.file, table.sheet)
        assert known is not None
        left = [c for c in known.columns if c.target is None and not c.question]
        if left:
            yield Issue(
                "note", table.file, table.sheet, None, left[0].column, "",
                _("Not imported: {columns}.", columns=joined([c.header for c in left[:20]])),
                _("Choose what a column holds, or keep it for grouping, if you need it."),
                key="not_used",
                answers=tuple(
                    Answer(_("Keep {header}", header=c.header), _change(known, c, _KEPT))
                    for c in left[:20]
                ),
            )  # fmt: skip


def no_id(draft: Draft) -> Iterator[Issue]:
    """Say that rows are told apart by their number, or that a long table cannot be joined."""
    for table in draft.tables:
        known = draft.mapping.table(table.file, table.sheet)
        if known is None or any(c.target and c.target.field == "patient_id" for c in known.columns):
            continue
        if any("patient_id" in {t.field for t in c.candidates} for c in known.columns):
            continue
        alone = known.layout == "patients" and len(draft.tables) == 1
        yield Issue(
            "warning" if alone else "error",
            table.file,
            table.sheet,
            None,
            "",
            "patient_id",
            _("No column was found that tells the patients apart.")
            if not alone
            else _(
                "No column was found that tells the patients apart; the row's number was taken."
            ),
            _("Name the column with the study's own codes “patient_id”, or choose it."),
            key="no_id",
        )


def _has_items(values: Mapping[str, object]) -> bool:
    return any(key.startswith("item_") for key in values)


_KEPT = Target("patients", OTHER)
_SCORE_BEFORE = Target("assessments", "score", (("scale", "madrs"), ("moment", "before")))


def _change(table: TableMapping, column: ColumnMapping, target: Target | None) -> ColumnChange:
    path = target.path if target else ""
    given = target.given if target else ()
    return ColumnChange(table.file, table.sheet, column.column, path, given)


def _rule_change(
    table: TableMapping,
    column: ColumnMapping,
    decimal: str | None = None,
    date_order: str | None = None,
) -> ColumnChange:
    place = (table.file, table.sheet, column.column)
    return ColumnChange(*place, decimal=decimal, date_order=date_order)


def _asked(
    table: TableMapping,
    column: ColumnMapping,
    message: str,
    fix: str,
    answers: tuple[Answer, ...],
) -> Issue:
    target = column.target or next(iter(column.candidates), None)
    return Issue(
        "error",
        table.file,
        table.sheet,
        None,
        column.column,
        target.field if target else "",
        message,
        fix,
        key=column.question,
        answers=answers,
    )


def _which(table: TableMapping, column: ColumnMapping) -> Issue:
    titles = [target.title() for target in column.candidates]
    answers = tuple(
        Answer(target.title(), _change(table, column, target)) for target in column.candidates
    )
    return _asked(
        table,
        column,
        _("The column {header} may be {titles}.", header=column.header, titles=joined(titles)),
        _("Say which it is, or that it is not to be imported."),
        (*answers, Answer(_("Do not import it"), _change(table, column, None))),
    )


def _two_columns(table: TableMapping, column: ColumnMapping) -> Issue:
    target = column.candidates[0]
    others = [
        c.header for c in table.columns if target in c.candidates and c.column != column.column
    ]
    return _asked(
        table,
        column,
        _(
            "The column {header} may be {title}, and so may {others}.",
            header=column.header,
            title=target.title(),
            others=joined(others),
        ),
        _("Say which column holds it; the other is then not imported."),
        (
            Answer(_("This one"), _change(table, column, target)),
            Answer(_("Do not import it"), _change(table, column, None)),
        ),
    )


def _decimal(table: TableMapping, column: ColumnMapping) -> Issue:
    return _asked(
        table,
        column,
        _(
            "In {header}, the mark in the numbers may part decimals or thousands.",
            header=column.header,
        ),
        _("Say which mark comes before the decimals."),
        (
            Answer(_("Decimal point: 1.5"), _rule_change(table, column, decimal=".")),
            Answer(_("Decimal comma: 1,5"), _rule_change(table, column, decimal=",")),
        ),
    )


def _two_marks(table: TableMapping, column: ColumnMapping) -> Issue:
    return _asked(
        table,
        column,
        _(
            "The column {header} contradicts itself: it has decimal points and decimal commas.",
            header=column.header,
        ),
        _(
            "Write all its numbers alike in the file, or say which mark is right; "
            "the others are then shown one by one."
        ),
        (
            Answer(_("Decimal point: 1.5"), _rule_change(table, column, decimal=".")),
            Answer(_("Decimal comma: 1,5"), _rule_change(table, column, decimal=",")),
        ),
    )


def _date_order(table: TableMapping, column: ColumnMapping) -> Issue:
    return _asked(
        table,
        column,
        _("In {header}, day and month could be either way round.", header=column.header),
        _("Say whether the day or the month comes first."),
        (
            Answer(_("Day first: 31/12/2024"), _rule_change(table, column, date_order="dmy")),
            Answer(_("Month first: 12/31/2024"), _rule_change(table, column, date_order="mdy")),
        ),
    )


def _date_serial(table: TableMapping, column: ColumnMapping) -> Issue:
    sample = next(iter(column.samples), "")
    date = dates.serial(sample)
    return _asked(
        table,
        column,
        _(
            "{header} holds numbers such as {number}, a spreadsheet’s way to store dates.",
            header=column.header,
            number=sample,
        ),
        _("Say whether they are dates."),
        (
            Answer(
                _(
                    "They are dates: {number} is {date}",
                    number=sample,
                    date=f"{date:%Y-%m-%d}" if date else "",
                ),
                _rule_change(table, column, date_order="serial"),
            ),
            Answer(_("Do not import it"), _change(table, column, None)),
        ),
    )


def _date_mixed(table: TableMapping, column: ColumnMapping) -> Issue:
    return _asked(
        table,
        column,
        _(
            "The column {header} contradicts itself: "
            "some dates have the day first, some the month.",
            header=column.header,
        ),
        _("Write all its dates as 2024-12-31 in the file."),
        (
            Answer(_("Day first: 31/12/2024"), _rule_change(table, column, date_order="dmy")),
            Answer(_("Month first: 12/31/2024"), _rule_change(table, column, date_order="mdy")),
        ),
    )


def _coding(table: TableMapping, column: ColumnMapping) -> Issue:
    assert column.target is not None
    declared = column.target.declared or next(f for f in FIELDS if f.key == "anxiety")
    keys = [(c.key, _(c.title)) for c in declared.choices] or [("yes", _("Yes")), ("no", _("No"))]
    known = {word for word, _key in column.rule.codes}
    words = [sample for sample in column.samples if sample not in known]
    answers = tuple(
        Answer(
            _("{word} is {title}", word=word, title=title),
            ColumnChange(table.file, table.sheet, column.column, codes=((word, key),)),
        )
        for word in words
        for key, title in keys
    )
    return _asked(
        table,
        column,
        _(
            "What the codes {words} in {header} stand for is not known.",
            words=joined(words),
            header=column.header,
        ),
        _("Say what each code stands for."),
        answers,
    )


_QUESTIONS = {
    "which_moment": _which,
    "two_columns": _two_columns,
    "decimal_or_thousands": _decimal,
    "two_marks": _two_marks,
    "date_order": _date_order,
    "date_serial": _date_serial,
    "date_orders_mixed": _date_mixed,
    "coding": _coding,
}
