"""How each column is read: its marks, codes and date order, proposed from all of its cells."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from ketgui.domain.fields import Field, FieldKind
from ketgui.domain.folding import fold
from ketgui.domain.scales import scale_of
from ketgui.importing.mapping.mapping import ColumnMapping, ReadingRule
from ketgui.importing.tables.text_table import CodedText, Labels
from ketgui.importing.vocabulary import dates, numbers
from ketgui.importing.vocabulary.headers import legend
from ketgui.importing.vocabulary.suffixes import UNIT_OF, common_suffix, without_suffix
from ketgui.importing.vocabulary.targets import ITEM, PRESENT, Target
from ketgui.importing.vocabulary.timepoints import timed
from ketgui.importing.vocabulary.words import YES_NO, is_missing, proposed_code, tidy
from ketgui.text import _, bare

# Distinct words enough to judge a column by; marks and dates are proposed from all of them.
_ENOUGH = 400
_SAID = 4
_POUNDS_PER_KG = 0.45359237
UNITS: dict[tuple[str, str], float] = {
    ("kg", "lb"): _POUNDS_PER_KG,
    ("min", "h"): 60.0,
    ("min", "s"): 1 / 60,
    ("mg", "g"): 1000.0,
}


def kind_of(target: Target) -> FieldKind:
    """Return what the cells of a target are."""
    declared = target.declared
    if declared:
        return declared.kind
    return {ITEM: "integer", PRESENT: "yes_no"}.get(target.field, "text")  # type: ignore[return-value]


def limits(target: Target) -> tuple[float | None, float | None]:
    """Return the range in which a target's numbers lie, None where it has no end."""
    if target.field in ("score", ITEM) and target.table == "assessments":
        try:
            scale = scale_of(target.of("scale") or "madrs")
        except KeyError:
            return None, None
        high = scale.item_high if target.field == ITEM else scale.high
        return (0 if target.field == ITEM else scale.low), high
    declared = target.declared
    return (declared.low, declared.high) if declared else (None, None)


def readable_share(target: Target, cells: CodedText) -> float:
    """Return the share of a column's distinct words that a target could hold."""
    test = _TESTS.get(kind_of(target))
    words = [w for w in map(str, cells.some_words(_ENOUGH)) if not is_missing(w)]
    if test is None or not words:
        return 1.0
    bare_words = (without_suffix(word, target) for word in words)
    return sum(test(target.declared, word) for word in bare_words) / len(words)


def share_in_range(target: Target, cells: CodedText) -> float:
    """Return the share of a column's distinct numbers that lie in a target's range."""
    low, high = limits(target)
    if low is None or high is None or kind_of(target) not in ("number", "integer"):
        return 1.0
    words = (without_suffix(str(word), target) for word in cells.some_words(_ENOUGH))
    said = (numbers.plain(word).replace(",", ".") for word in words)
    values = [value for word in said if not math.isnan(value := numbers.read(word, ".", ""))]
    return sum(low <= value <= high for value in values) / len(values) if values else 1.0


def _is_number(_field: Field | None, word: str) -> bool:
    return numbers.looks_numeric(word.rstrip(" %"))


def _is_date(_field: Field | None, word: str) -> bool:
    return dates.looks_dated(word) or dates.serial(word) is not None


def _is_code(field: Field | None, word: str) -> bool:
    if field is None or field.kind == "yes_no":
        return proposed_code(YES_NO, word) != "" or word.strip() in ("2", "1", "0")
    if field.key == "moment":
        said = timed(word)
        return bool(said.moment) or said.day is not None or len(word) < 40
    return proposed_code(field, word) != "" or len(word) <= 12


_TESTS: dict[FieldKind, Callable[[Field | None, str], bool]] = {
    "number": _is_number,
    "integer": _is_number,
    "date": _is_date,
    "yes_no": _is_code,
    "choice": _is_code,
}


def with_rule(column: ColumnMapping, cells: CodedText, labels: Labels | None) -> ColumnMapping:
    """Return the column with whatever its reading rule lacks proposed from its cells."""
    target = column.target or (column.candidates[0] if column.candidates else None)
    if target is None:
        return column
    match kind_of(target):
        case "number" | "integer":
            return _with_marks(column, target, _untyped(cells, column.rule))
        case "date":
            return _with_order(column, _undated(cells, column.rule))
        case "choice" | "yes_no":
            return _with_codes(column, target, cells, labels)
        case _:
            return column


def _untyped(cells: CodedText, rule: ReadingRule) -> list[str]:
    """Return the words whose reading is open: those the file itself does not type."""
    chosen = cells.used & ~cells.typed
    return [str(word) for word in cells.words[chosen] if not is_missing(str(word), rule.missing)]


def _undated(cells: CodedText, rule: ReadingRule) -> list[str]:
    """Return the words that may be dates in some order, or a spreadsheet's day numbers."""
    words = [str(word) for word in cells.words[cells.used]]
    return [word for word in words if not is_missing(word, rule.missing)]


def _with_marks(column: ColumnMapping, target: Target, words: Sequence[str]) -> ColumnMapping:
    suffix = column.rule.suffix or common_suffix(words, target)
    unit = column.rule.unit or UNIT_OF.get(suffix, "")
    rule = replace(column.rule, suffix=suffix, unit=unit)
    question = column.question
    if not rule.decimal and not rule.thousands:
        plain = [without_suffix(word, target).rstrip(" %") for word in words]
        marks = numbers.propose(plain, *limits(target))
        rule = replace(rule, decimal=marks.decimal, thousands=marks.thousands)
        question = question or marks.question
    read_as = _example(target, rule, words)
    return replace(column, rule=rule, question=question, read_as=read_as)


def _example(target: Target, rule: ReadingRule, words: Sequence[str]) -> str:
    """Return how one word with a mark or a unit is read, as the user sees it."""
    factor = factor_of(target, rule)
    for word in words:
        number = without_suffix(word, target, rule.suffix)
        if number != word or factor != 1 or any(mark in word for mark in ".,' "):
            value = numbers.read(number, rule.decimal, rule.thousands) * factor
            if not math.isnan(value):
                return _("“{text}” as {value}", text=tidy(word), value=bare(round(value, 3)))
    return ""


def factor_of(target: Target, rule: ReadingRule) -> float:
    """Return what a column's numbers are multiplied with to be in their field's unit."""
    declared = target.declared
    return UNITS.get((declared.unit, rule.unit), 1.0) if declared else 1.0


def _with_order(column: ColumnMapping, words: Sequence[str]) -> ColumnMapping:
    if column.rule.date_order:
        return replace(column, read_as=_dated(column.rule, words))
    order, question = dates.propose(words)
    rule = replace(column.rule, date_order=order)
    return replace(
        column, rule=rule, question=column.question or question, read_as=_dated(rule, words)
    )


def _dated(rule: ReadingRule, words: Sequence[str]) -> str:
    """Return how one date is read, where its text leaves it open."""
    for word in words:
        date = dates.read(word, rule.date_order)
        if date and dates.read(word, "") is None:
            return _("“{text}” as {value}", text=tidy(word), value=f"{date:%Y-%m-%d}")
    return ""


def _with_codes(
    column: ColumnMapping, target: Target, cells: CodedText, labels: Labels | None
) -> ColumnMapping:
    """Propose what the words stand for; the file's own labels win over the words' usual sense."""
    field = target.declared or YES_NO
    said = dict(labels.codes) if labels else legend(column.header)
    known = {fold(word) for word, _key in column.rule.codes}
    words = sorted({tidy(str(word)) for word in cells.words[cells.used]} - {""})
    found = {
        word: proposed_code(field, said.get(word, word))
        for word in words
        if fold(word) not in known
    }
    codes = (*column.rule.codes, *((word, key) for word, key in found.items() if key))
    question = _coding_question(field, set(words), dict(codes))
    rule = replace(column.rule, codes=codes)
    return replace(
        column, rule=rule, question=column.question or question, read_as=_coded(field, words, rule)
    )


def _coded(field: Field, words: Sequence[str], rule: ReadingRule) -> str:
    """Return what the column's first words are taken for."""
    titles = {choice.key: _(choice.title) for choice in field.choices}
    titles |= {"yes": _("Yes"), "no": _("No"), "missing": _("Missing")}
    said = [(word, titles.get(key, key)) for word, key in rule.codes if word in words]
    return ", ".join(
        _("“{text}” as {value}", text=word, value=title)
        for word, title in said[:_SAID]
        if fold(word) != fold(title)
    )


def _coding_question(field: Field, words: set[str], codes: dict[str, str]) -> str:
    left = {word for word in words if not is_missing(word) and word not in codes}
    if field.key == "moment":
        left = {word for word in left if timed(word).day is None and not timed(word).moment}
    numeric = bool(left) and all(word.isdigit() for word in left)
    return "coding" if numeric else ""
