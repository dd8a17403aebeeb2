"""How each column is read: its marks, codes and date order, proposed from all of its cells."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ketgui.domain.fields import SEVERITIES, Field, FieldKind
from ketgui.domain.folding import fold
from ketgui.domain.known_scales import find_known_scale
from ketgui.importing.mapping.mapping import ColumnMapping, ReadingRule
from ketgui.importing.recognition.profile import Profile
from ketgui.importing.recognition.visits import MOMENTS, judge_visits
from ketgui.importing.tables.text_table import CodedText, Labels
from ketgui.importing.vocabulary import dates, numbers
from ketgui.importing.vocabulary.event_text import find_severity
from ketgui.importing.vocabulary.headers import find_clock, read_legend
from ketgui.importing.vocabulary.suffixes import (
    EACH_ITS_OWN,
    drop_suffix,
    find_common_suffix,
    find_unit,
    split_number,
)
from ketgui.importing.vocabulary.targets import DATES, ITEM, PRESENT, UNNAMED_SCALE, Target
from ketgui.importing.vocabulary.timepoints import Timed, read_header
from ketgui.importing.vocabulary.units import get_factor, list_spellings
from ketgui.importing.vocabulary.visit_words import SESSIONS
from ketgui.importing.vocabulary.words import (
    YES_NO,
    fold_code,
    is_missing,
    propose_code,
    tidy,
)
from ketgui.text import _, bare

_SAID = 4
# A visit that is neither before nor after treatment.
NEITHER = "neither"


def get_kind(target: Target) -> FieldKind:
    """Return what the cells of a target are."""
    declared = target.declared
    if declared:
        return declared.kind
    return {ITEM: "integer", PRESENT: "yes_no"}.get(target.field, "text")  # type: ignore[return-value]


def find_limits(target: Target) -> tuple[float | None, float | None]:
    """Return the range in which a target's numbers lie, None where it has no end."""
    if target.field in ("score", ITEM) and target.table == "assessments":
        scale = find_known_scale(target.of("scale") or UNNAMED_SCALE)
        if scale is None:
            return None, None
        high = scale.item_high if target.field == ITEM else scale.high
        return (0 if target.field == ITEM else scale.low), high
    declared = target.declared
    return (declared.low, declared.high) if declared else (None, None)


def compute_readable_share(target: Target, words: Sequence[str]) -> float:
    """Return the share of a column's distinct words that a target could hold."""
    test = _TESTS.get(get_kind(target))
    if test is None or not words:
        return 1.0
    bare_words = (drop_suffix(word, target) for word in words)
    return sum(test(target.declared, word) for word in bare_words) / len(words)


def share_in_range(target: Target, profile: Profile) -> float:
    """Return the share of a column's distinct numbers that lie in a target's range."""
    if get_kind(target) not in ("number", "integer"):
        return 1.0
    return profile.share_within(*find_limits(target))


def _is_number(_field: Field | None, word: str) -> bool:
    return numbers.is_numeric(word.rstrip(" %"))


def _is_date(_field: Field | None, word: str) -> bool:
    return dates.is_date_like(word) or dates.read_serial(word) is not None


def _is_code(field: Field | None, word: str) -> bool:
    if field is None:
        return propose_code(YES_NO, word) != "" or is_graded(word)
    if field.kind == "yes_no":
        return propose_code(YES_NO, word) != "" or word.strip() in ("2", "1", "0")
    if field.key == "moment":
        rating = read_header(word)
        return bool(rating.moment) or rating.day is not None or len(word) < 40
    return propose_code(field, word) != "" or len(word) <= 12


def is_graded(word: str) -> bool:
    """Tell whether a cell of one event says how severe it was: "+++", "mild", "2"."""
    return find_severity(word) != "" or word.strip() in ("3", "2", "1", "0")


_TESTS: dict[FieldKind, Callable[[Field | None, str], bool]] = {
    "number": _is_number,
    "integer": _is_number,
    "date": _is_date,
    "yes_no": _is_code,
    "choice": _is_code,
}


def propose_rule(column: ColumnMapping, cells: CodedText, labels: Labels | None) -> ColumnMapping:
    """Return the column with whatever its reading rule lacks proposed from its cells."""
    target = column.target or (column.candidates[0] if column.candidates else None)
    if target is None:
        return column
    if target.field == DATES:
        words = [date for word in _list_undated(cells, column.rule) for date in _split(word)]
        return _propose_order(column, words)
    match get_kind(target):
        case "number" | "integer":
            column = _add_labelled_missing(column, cells, labels)
            return _propose_marks(column, target, _list_untyped(cells, column.rule))
        case "date":
            return _propose_order(column, _list_undated(cells, column.rule))
        case "choice" | "yes_no":
            return _propose_codes(column, target, cells, labels)
        case "text" if labels and labels.codes:
            return _spell_out(column, cells, labels)
        case _:
            return column


def _spell_out(column: ColumnMapping, cells: CodedText, labels: Labels) -> ColumnMapping:
    """Let the codes of a column of text be read as what the file's own labels call them."""
    words = {tidy(str(word)) for word in cells.words[cells.used]}
    codes = tuple((code, label) for code, label in labels.codes if code in words)
    if column.rule.codes or not codes:
        return column
    read_as = ", ".join(_("“{text}” as {value}", text=code, value=label) for code, label in codes)
    return replace(column, rule=replace(column.rule, codes=codes), read_as=read_as)


def _split(word: str) -> list[str]:
    return dates.find_listed(word) or [word]


def _list_untyped(cells: CodedText, rule: ReadingRule) -> list[str]:
    """Return the words whose reading is open: those the file itself does not type."""
    chosen = cells.used & ~cells.typed
    return [str(word) for word in cells.words[chosen] if not is_missing(str(word), rule.missing)]


def _list_undated(cells: CodedText, rule: ReadingRule) -> list[str]:
    """Return the words that may be dates in some order, or a spreadsheet's day numbers."""
    words = [str(word) for word in cells.words[cells.used]]
    return [word for word in words if not is_missing(word, rule.missing)]


def _add_labelled_missing(
    column: ColumnMapping, cells: CodedText, labels: Labels | None
) -> ColumnMapping:
    """Take a code as missing where the file's own label says so: 99 is "Unknown"."""
    gone = {numbers.read(code, ".", "") for code, _label in find_missing_labels(labels)}
    if not gone or column.by_user:
        return column
    words = [tidy(str(w)) for w in cells.words[cells.used]]
    missing_words = [word for word in words if numbers.read(word, ".", "") in gone]
    missing = tuple(dict.fromkeys((*column.rule.missing, *missing_words)))
    return replace(column, rule=replace(column.rule, missing=missing))


def find_missing_labels(labels: Labels | None) -> list[tuple[str, str]]:
    """Return the codes whose label is a word for a missing value."""
    return [pair for pair in labels.codes if _is_missing_label(pair[1])] if labels else []


# Only of labels: as words of a cell they may be answers.
_NOT_KNOWN = re.compile(
    r"(?:un|not |non |nicht |nao |no |pas |ne )(?:known|done|assess\w*|applic\w*|availab\w*|asked|"
    r"answered|collected|record\w*|evalu\w*|fait\w*|connu\w*|bekannt|erhoben|avali\w*|realiz\w*|"
    r"respond\w*|sabe|contest\w*|perform\w*|completed|provided|sait pas|repondu)|unknown|refus\w*|"
    r"declin\w*|missing|manquant\w*|dont know|don t know|ne sait pas|no answer|sans objet|"
    r"inconnu\w*|desconhec\w*|desconoc\w*|withdrawn|lost to follow up|skipped"
)


def _is_missing_label(label: str) -> bool:
    return is_missing(label) or bool(_NOT_KNOWN.fullmatch(fold(label)))


def _propose_marks(column: ColumnMapping, target: Target, words: Sequence[str]) -> ColumnMapping:
    suffix = column.rule.suffix or find_common_suffix(words, target)
    unit = column.rule.unit or find_unit(suffix, target) or _find_header_unit(column, target)
    rule = replace(column.rule, suffix=suffix, unit=unit)
    question = column.question
    if not rule.decimal and not rule.thousands:
        plain = [drop_suffix(word, target).rstrip(" %") for word in words]
        marks = numbers.propose(plain, *find_limits(target))
        rule = replace(rule, decimal=marks.decimal, thousands=marks.thousands)
        question = question or marks.question
    read_as = _describe_example(target, rule, words)
    return replace(column, rule=rule, question=question, read_as=read_as)


def _find_header_unit(column: ColumnMapping, target: Target) -> str:
    """Return the unit that a header names: pounds of a weight, weeks of a study day."""
    if target.field == "weight_kg":
        unit_names = list_spellings(target)
        units = {unit_names[word] for word in fold(column.header).split() if word in unit_names}
        return "lb" if units == {"lb"} else ""
    clock = find_clock(column.header) if target.field == "day" else ""
    return "" if clock == "days" else clock


def _describe_example(target: Target, rule: ReadingRule, words: Sequence[str]) -> str:
    """Return how one word with a mark or a unit is read, as the user sees it."""
    examples: list[str] = []
    for word in words:
        number, suffix = split_number(word, target, rule.suffix)
        times = find_factor(target, rule, suffix)
        if number != word or times != 1 or any(mark in word for mark in ".,' "):
            value = numbers.read(number, rule.decimal, rule.thousands) * times
            if not math.isnan(value):
                examples.append(
                    _("“{text}” as {value}", text=tidy(word), value=bare(round(value, 3)))
                )
        if len(examples) == (2 if rule.suffix == EACH_ITS_OWN else 1):
            break
    return ", ".join(examples)


def find_factor(target: Target, rule: ReadingRule, suffix: str = "") -> float:
    """Return what a number is multiplied with to be in its field's unit.

    Parameters
    ----------
    target : Target
        The field.
    rule : ReadingRule
        The column's rule.
    suffix : str
        What stands behind the number, where each cell has its own unit.
    """
    own = find_unit(suffix, target) if rule.suffix == EACH_ITS_OWN else ""
    return get_factor(target, own or rule.unit)


def _propose_order(column: ColumnMapping, words: Sequence[str]) -> ColumnMapping:
    if column.rule.date_order:
        return replace(column, read_as=_describe_date(column.rule, words))
    order, question = dates.propose(words)
    rule = replace(column.rule, date_order=order)
    return replace(
        column, rule=rule, question=column.question or question, read_as=_describe_date(rule, words)
    )


def _describe_date(rule: ReadingRule, words: Sequence[str]) -> str:
    """Return how one date is read, where its text leaves it open."""
    for word in words:
        date = dates.read(word, rule.date_order)
        if date and dates.read(word, "") is None:
            return _("“{text}” as {value}", text=tidy(word), value=f"{date:%Y-%m-%d}")
    return ""


def _propose_codes(
    column: ColumnMapping, target: Target, cells: CodedText, labels: Labels | None
) -> ColumnMapping:
    """Propose what the words stand for; the file's own labels win over the words' usual sense."""
    field = target.declared or YES_NO
    stated = dict(labels.codes) if labels else read_legend(column.header)
    known = {fold_code(word) for word, _key in column.rule.codes}
    words = sorted({tidy(str(word)) for word in cells.words[cells.used]} - {""})
    proposed = _propose_meanings(
        field, column, stated, [w for w in words if fold_code(w) not in known]
    )
    codes = (*column.rule.codes, *((word, key) for word, key in proposed.items() if key))
    question = _find_coding_question(field, set(words), dict(codes))
    rule = replace(column.rule, codes=codes)
    return replace(
        column,
        rule=rule,
        question=column.question or question,
        read_as=_describe_codes(field, words, rule),
    )


def _propose_meanings(
    field: Field, column: ColumnMapping, stated: dict[str, str], words: Sequence[str]
) -> dict[str, str]:
    if field.key == "moment":
        return _visit_codes(column, stated, words)
    if column.target and column.target.field == PRESENT:
        return _propose_grades(stated, words)
    codes = {word: propose_code(field, stated.get(word, word)) for word in words}
    if field.key == "severity":
        codes = {word: code or find_severity(word) for word, code in codes.items()}
    return codes


def _propose_grades(stated: dict[str, str], words: Sequence[str]) -> dict[str, str]:
    """Return whether each word says that an event occurred, and how severe it was."""
    meanings = {word: stated.get(word, word) for word in words}
    # Where "+" is the only sign, it says that the event occurred, and not how severe it was.
    is_sign_alone = not any(word.startswith("++") for word in meanings.values())
    signs = {"+": "yes", "-": "no"} if is_sign_alone else {"-": "no"}
    return {
        word: signs.get(meaning) or propose_code(YES_NO, meaning) or find_severity(meaning)
        for word, meaning in meanings.items()
    }


def _visit_codes(
    column: ColumnMapping, stated: dict[str, str], words: Sequence[str]
) -> dict[str, str]:
    """Judge the visits of a column from all of its words together."""
    present = [word for word in words if not is_missing(word)]
    numbered = bool(present) and all(word.isdigit() and word not in stated for word in present)
    texts = [f"visit {word}" if numbered else stated.get(word, word) for word in present]
    if SESSIONS & set(fold(column.header).split()) and all(map(_SESSION.fullmatch, present)):
        # Under "Séance", S3 is the third session and no week.
        texts = [_name_session(int(word[1:])) for word in present]
    # What the user said of other words tells what these are: if T4 is after, T2 is neither.
    settled = [Timed(moment=key) for _word, key in column.rule.codes if key in ("before", "after")]
    meanings = judge_visits([*(read_header(text) for text in texts), *settled])
    return {
        word: meaning if meaning in (*MOMENTS, NEITHER) else ""
        for word, meaning in zip(present, meanings, strict=False)
    }


_SESSION = re.compile(r"[Ss]\d{1,2}")


def _name_session(number: int) -> str:
    return f"post infusion {number}" if number else "baseline"


def _describe_codes(field: Field, words: Sequence[str], rule: ReadingRule) -> str:
    """Return what the column's first words mean."""
    titles = {choice.key: _(choice.title) for choice in field.choices}
    titles |= {"yes": _("Yes"), "no": _("No"), "missing": _("Missing")}
    titles |= {choice.key: _(choice.title) for choice in SEVERITIES}
    titles |= {NEITHER: _("Neither before nor after")}
    meanings = [(word, titles.get(key, key)) for word, key in rule.codes if word in words]
    return ", ".join(
        _("“{text}” as {value}", text=word, value=title)
        for word, title in meanings[:_SAID]
        if fold(word) != fold(title)
    )


def _find_coding_question(field: Field, words: set[str], codes: dict[str, str]) -> str:
    left = {word for word in words if not is_missing(word) and word not in codes}
    if field.key == "moment":
        return ""
    numeric = bool(left) and all(word.isdigit() for word in left)
    return "coding" if numeric else ""
