"""What the columns leave open, asked one question each, with the answers to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from ketgui.importing.changes import ColumnChange
from ketgui.importing.issues import Answer, Issue
from ketgui.importing.mapping.mapping import ColumnMapping, TableMapping
from ketgui.importing.rows.draft import Draft
from ketgui.importing.vocabulary import dates
from ketgui.importing.vocabulary.targets import PRESENT, Target
from ketgui.text import _, joined


def ask_open_questions(draft: Draft) -> Iterator[Issue]:
    """Ask what the columns leave open."""
    for table in draft.tables:
        mapping = draft.mapping.find_table(table.file, table.sheet)
        assert mapping is not None
        for column in mapping.columns:
            if column.question and column.question in _QUESTIONS:
                yield _QUESTIONS[column.question](mapping, column)


def change_to(table: TableMapping, column: ColumnMapping, target: Target | None) -> ColumnChange:
    """Return the change that gives a column this target, or none."""
    path = target.path if target else ""
    given = target.given if target else ()
    return ColumnChange(table.file, table.sheet, column.column, path, given)


def _change_rule(
    table: TableMapping,
    column: ColumnMapping,
    decimal: str | None = None,
    date_order: str | None = None,
) -> ColumnChange:
    address = (table.file, table.sheet, column.column)
    return ColumnChange(*address, decimal=decimal, date_order=date_order)


def _ask(
    table: TableMapping,
    column: ColumnMapping,
    message: str,
    fix: str,
    answers: tuple[Answer, ...],
) -> Issue:
    target = column.target or next(iter(column.candidates), None)
    return Issue(
        "error" if _is_needed(column.question, target) else "warning",
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


def _is_needed(question: str, target: Target | None) -> bool:
    """Tell whether nothing can be used before a question is answered.

    What codes of a sex or a severity mean, or which of two columns is the age, changes no outcome.
    """
    if target is None or question not in ("coding", "two_columns"):
        return target is None or target.field != "present" or question != "which_moment"
    return target.field in _NEEDED_FIELDS


_NEEDED_FIELDS = frozenset(
    {"patient_id", "score", "date", "moment", "infusion_number", "present", "item"}
)


def _ask_which(table: TableMapping, column: ColumnMapping) -> Issue:
    titles = [target.write_title() for target in column.candidates]
    answers = tuple(
        Answer(target.write_title(), change_to(table, column, target))
        for target in column.candidates
    )
    return _ask(
        table,
        column,
        _("The column {header} may be {titles}.", header=column.header, titles=joined(titles)),
        _("Say which it is, or that it is not to be imported."),
        (*answers, Answer(_("Do not import it"), change_to(table, column, None))),
    )


def _ask_about_two_columns(table: TableMapping, column: ColumnMapping) -> Issue:
    target = column.candidates[0]
    others = [
        c.header for c in table.columns if target in c.candidates and c.column != column.column
    ]
    return _ask(
        table,
        column,
        _(
            "The column {header} may be {title}, and so may {others}.",
            header=column.header,
            title=target.write_title(),
            others=joined(others),
        ),
        _("Say which column holds it; the other is then not imported."),
        (
            Answer(_("This one"), change_to(table, column, target)),
            Answer(_("Do not import it"), change_to(table, column, None)),
        ),
    )


def _ask_decimal(table: TableMapping, column: ColumnMapping) -> Issue:
    return _ask(
        table,
        column,
        _(
            "In {header}, the mark in the numbers may part decimals or thousands.",
            header=column.header,
        ),
        _("Say which mark comes before the decimals."),
        (
            Answer(_("Decimal point: 1.5"), _change_rule(table, column, decimal=".")),
            Answer(_("Decimal comma: 1,5"), _change_rule(table, column, decimal=",")),
        ),
    )


def _ask_about_two_marks(table: TableMapping, column: ColumnMapping) -> Issue:
    return _ask(
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
            Answer(_("Decimal point: 1.5"), _change_rule(table, column, decimal=".")),
            Answer(_("Decimal comma: 1,5"), _change_rule(table, column, decimal=",")),
        ),
    )


def _ask_date_order(table: TableMapping, column: ColumnMapping) -> Issue:
    return _ask(
        table,
        column,
        _("In {header}, day and month could be either way round.", header=column.header),
        _("Say whether the day or the month comes first."),
        (
            Answer(_("Day first: 31/12/2024"), _change_rule(table, column, date_order="dmy")),
            Answer(_("Month first: 12/31/2024"), _change_rule(table, column, date_order="mdy")),
        ),
    )


def _ask_about_serials(table: TableMapping, column: ColumnMapping) -> Issue:
    sample = next(iter(column.samples), "")
    date = dates.read_serial(sample)
    return _ask(
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
                _change_rule(table, column, date_order="serial"),
            ),
            Answer(_("Do not import it"), change_to(table, column, None)),
        ),
    )


def _ask_about_mixed_dates(table: TableMapping, column: ColumnMapping) -> Issue:
    return _ask(
        table,
        column,
        _(
            "The column {header} contradicts itself: "
            "some dates have the day first, some the month.",
            header=column.header,
        ),
        _("Write all its dates as 2024-12-31 in the file."),
        (
            Answer(_("Day first: 31/12/2024"), _change_rule(table, column, date_order="dmy")),
            Answer(_("Month first: 12/31/2024"), _change_rule(table, column, date_order="mdy")),
        ),
    )


def list_choices(column: ColumnMapping) -> list[tuple[str, str]]:
    """Return the keys and titles that a column's words may stand for."""
    declared = column.target.declared if column.target else None
    keys = [(c.key, _(c.title)) for c in declared.choices] if declared else []
    return keys or [("yes", _("Yes")), ("no", _("No"))]


def _ask_coding(table: TableMapping, column: ColumnMapping) -> Issue:
    known = {word for word, _key in column.rule.codes}
    words = sorted(sample for sample in column.samples if sample not in known)
    keys = list_choices(column)
    in_pairs = len(words) == 2 and not known and len(keys) <= _FEW_CHOICES
    answers = tuple(_offer_pairs(table, column, words, keys[:2]) if in_pairs else ())
    answers = answers or tuple(
        Answer(_describe_meaning(word, title), _set_codes(table, column, ((word, key),)))
        for word in words
        for key, title in keys
    )
    if column.target and column.target.field == PRESENT and set(words) <= {"2", "3"}:
        graded = _set_codes(table, column, _GRADES)
        answers = (Answer(_("1 is mild, 2 moderate, 3 severe"), graded), *answers)
    return _ask(
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


def _offer_pairs(
    table: TableMapping, column: ColumnMapping, words: list[str], keys: list[tuple[str, str]]
) -> Iterator[Answer]:
    """Offer both ways in which two codes may stand for the two usual choices: one click."""
    for ordered in permutations(keys):
        chosen = list(zip(words, ordered, strict=True))
        title = ", ".join(_describe_meaning(word, title) for word, (_key, title) in chosen)
        codes = tuple((word, key) for word, (key, _title) in chosen)
        yield Answer(title, _set_codes(table, column, codes))


def _describe_meaning(word: str, title: str) -> str:
    return _("{word} is {title}", word=word, title=title)


def _set_codes(
    table: TableMapping, column: ColumnMapping, codes: tuple[tuple[str, str], ...]
) -> ColumnChange:
    return ColumnChange(table.file, table.sheet, column.column, codes=codes)


_FEW_CHOICES = 3
_GRADES = (("0", "no"), ("1", "mild"), ("2", "moderate"), ("3", "severe"))
_QUESTIONS = {
    "which_moment": _ask_which,
    "two_columns": _ask_about_two_columns,
    "decimal_or_thousands": _ask_decimal,
    "two_marks": _ask_about_two_marks,
    "date_order": _ask_date_order,
    "date_serial": _ask_about_serials,
    "date_orders_mixed": _ask_about_mixed_dates,
    "coding": _ask_coding,
}
