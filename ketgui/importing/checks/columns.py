"""What a table lacks as a whole: scores, ids, ratings after treatment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

import numpy as np

from ketgui.domain.folding import fold
from ketgui.importing.changes import (
    ColumnChange,
    DayChange,
    MomentsChange,
    ScoresChange,
    SeveralChanges,
)
from ketgui.importing.checks.questions import change_to
from ketgui.importing.checks.raters import ask_which_rater
from ketgui.importing.issues import Answer, Issue
from ketgui.importing.mapping.mapping import ColumnMapping, TableMapping
from ketgui.importing.recognition import layouts
from ketgui.importing.recognition.profile import Profile
from ketgui.importing.rows.draft import Draft, Piece, find_word
from ketgui.importing.rows.moments import find_ordered_ratings
from ketgui.importing.rows.rated_scales import scale_keys
from ketgui.importing.tables.text_table import CodedText, TextTable
from ketgui.importing.vocabulary.dates import is_date_like
from ketgui.importing.vocabulary.privacy import identify_by_header
from ketgui.importing.vocabulary.targets import UNNAMED_SCALE, Target
from ketgui.importing.vocabulary.timepoints import read_header
from ketgui.importing.vocabulary.visit_words import SIDED
from ketgui.importing.vocabulary.words import tidy
from ketgui.text import _, bare, joined


def ask_for_score(draft: Draft) -> Iterator[Issue]:
    """Ask which column holds the score, where none was found; it blocks where nothing else is."""
    if not draft.tables or draft.mapping.scores == "none" or _has_scores(draft):
        return
    if any(_is_asked_of_scores(c) for t in draft.mapping.tables for c in t.columns):
        return
    # Whose scores count is asked first: that is where the scores are.
    if any(ask_which_rater(draft)):
        return
    table = next((t for t in draft.tables if t.columns), draft.tables[0])
    mapping = draft.mapping.find_table(table.file, table.sheet)
    columns = [
        column
        for column, cells in zip(mapping.columns, table.columns, strict=True)
        if column.target is None and Profile(cells).numeric_share > 0.5
    ] if mapping else []  # fmt: skip
    holds_more = draft.recorded & {"adverse_events", "infusions", "tms_courses"}
    yield Issue(
        "warning" if holds_more and not columns else "error",
        table.file,
        table.sheet,
        None,
        "",
        "score",
        _("No column was found that holds scores of a rating scale."),
        _("Which column holds them? Choose it, or go on without scores."),
        key="no_score",
        answers=(
            *(_offer_own_scales(mapping, columns) if mapping else ()),
            *(
                Answer(_("{header}: before", header=c.header), change_to(mapping, c, _SCORE_BEFORE))
                for c in columns[:12]
                if mapping and not _find_own_scale(c)
            ),
            Answer(_("There are no scores here"), ScoresChange("none")),
        ),
    )


def _offer_own_scales(mapping: TableMapping, columns: list[ColumnMapping]) -> Iterator[Answer]:
    """Offer columns such as "PDSS pre" and "PDSS post" as a scale of their own name."""
    by_name: dict[str, list[ColumnChange]] = {}
    for column in columns:
        if name := _find_own_scale(column):
            given = (("scale", name), ("moment", read_header(column.header).moment))
            change = change_to(mapping, column, Target("assessments", "score", given))
            by_name.setdefault(name, []).append(change)
    for name, changes in by_name.items():
        if len(changes) > 1:
            yield Answer(_("Import as {scale}", scale=name), SeveralChanges(tuple(changes)))


def _find_own_scale(column: ColumnMapping) -> str:
    """Return the words of a header beside "before" or "after", empty without either."""
    rating = read_header(column.header)
    if not rating.moment or rating.title:
        return ""
    moment_words = SIDED[rating.moment]
    return " ".join(w for w in re.split(r"[\W_]+", column.header) if fold(w) not in moment_words)


def _is_asked_of_scores(column: ColumnMapping) -> bool:
    asked = column.question in ("which_moment", "two_columns")
    return asked and any(target.table == "assessments" for target in column.candidates)


def _has_scores(draft: Draft) -> bool:
    if any("score" in p.values or _has_items(p.values) for p in draft.of("assessments")):
        return True
    return "assessments" in draft.recorded and any(
        t.find_columns("assessments.score") for t in draft.mapping.tables
    )


def ask_for_after(draft: Draft) -> Iterator[Issue]:
    """Ask which ratings are those after treatment, where neither words nor dates tell."""
    pieces = [p for p in draft.of("assessments") if len(p) and not _is_around_tms(p)]
    pieces = _choose_usual(pieces)
    if not pieces or _has_moment(pieces, "after") or _are_dated(draft, pieces):
        return
    if any(c.candidates for t in draft.mapping.tables for c in t.columns):
        return
    if all(_are_all(piece, "before") for piece in pieces):
        yield _report_only_before(pieces[0])
        return
    columns = _list_open_columns(pieces)
    has_before = _has_moment(pieces, "before")
    if len(columns) > 1 or (columns and has_before):
        yield _ask_which_after(columns, has_before=has_before)
        return
    table, moments = pieces[0].source, pieces[0].columns.get("moment")
    yield Issue(
        "error", table.file, table.sheet, None, moments.column if moments else "", "moment",
        _("None of the ratings is called “after”, and neither dates nor days show which one "
          "is."),
        _("Say which rating is after treatment, or add the dates of ratings and infusions."),
        key="no_after_ratings",
        answers=(*_offer_moments(pieces[0], moments), *_offer_days(pieces[0]),
                 *_offer_order(draft)),
    )  # fmt: skip


def _list_open_columns(pieces: list[Piece]) -> list[_OpenColumn]:
    """Return the columns of one scale whose ratings may be after, the earliest visit first.

    The visits may stand in several tables: T1 in one file, T2 in another.
    """
    mappings = {(piece.source.file, piece.source.sheet): piece.mapping for piece in pieces}
    columns = [
        (mapping, column)
        for mapping in mappings.values()
        for column in mapping.columns
        if (target := column.target) and _can_be_after(target) and _has_own_moment(mapping, target)
    ]
    columns = [pair for pair in columns if _scale(pair[1]) == _scale(columns[0][1])]
    return sorted(columns, key=lambda pair: read_header(pair[1].header).order or 0)


_OpenColumn = tuple[TableMapping, ColumnMapping]


def _choose_usual(pieces: list[Piece]) -> list[Piece]:
    """Return the ratings of the usual scale where some are not before, else all of them."""
    usual = [piece for piece in pieces if UNNAMED_SCALE in scale_keys(piece)]
    return usual if any(not _are_all(piece, "before") for piece in usual) else pieces


def _scale(column: ColumnMapping) -> str:
    return column.target.of("scale") if column.target else ""


def _ask_which_after(columns: list[_OpenColumn], *, has_before: bool) -> Issue:
    mapping, last = columns[-1]
    return Issue(
        "error", mapping.file, mapping.sheet, None, last.column, "score",
        _(
            "None of the ratings is called “after”; it may be {columns}.",
            columns=joined([column.header for _mapping, column in columns]),
        ),
        _("Which column holds the score after treatment?"),
        key="which_after",
        answers=tuple(_offer_after(columns, has_before=has_before)),
    )  # fmt: skip


def _offer_after(columns: list[_OpenColumn], *, has_before: bool) -> Iterator[Answer]:
    """Offer each column as the one after; where none is before, the first is before with it."""
    first_mapping, first = columns[0]
    for mapping, column in columns if has_before else columns[1:]:
        after = _set_moment(mapping, column, "after")
        if has_before:
            yield Answer(column.header, after)
            continue
        title = _("{before} is before, {after} is after", before=first.header, after=column.header)
        yield Answer(title, SeveralChanges((_set_moment(first_mapping, first, "before"), after)))


def _are_all(piece: Piece, moment: str) -> bool:
    return "moment" in piece.values and bool(find_word(piece, "moment", moment).all())


def _is_around_tms(piece: Piece) -> bool:
    """Tell whether every rating says itself that it is before or after TMS."""
    named = find_word(piece, "moment", "before_tms") | find_word(piece, "moment", "after_tms")
    return bool(len(named)) and bool(named.all())


def _report_only_before(piece: Piece) -> Issue:
    """Say that nothing can be compared: every rating is one before treatment."""
    source = piece.source
    return Issue(
        "warning", source.file, source.sheet, None, "", "score",
        _("Every rating is one before treatment: nothing can be compared with it."),
        _("Add the ratings after treatment if there are any; the rest can be used without."),
        key="only_before",
    )  # fmt: skip


def _has_moment(pieces: list[Piece], moment: str) -> bool:
    return any(find_word(piece, "moment", moment).any() for piece in pieces)


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


def _can_be_after(target: Target) -> bool:
    return target.path == "assessments.score" and bool(target.given) and not target.of("moment")


def _has_own_moment(table: TableMapping, target: Target) -> bool:
    """Tell whether a column's ratings are all of one moment, so that it may be "after"."""
    return layouts.get_layout(table.layout).one_row or bool(target.of("day"))


def _set_moment(table: TableMapping, column: ColumnMapping, moment: str) -> ColumnChange:
    scale = column.target.of("scale") if column.target else ""
    given = (("scale", scale),) if scale else ()
    return change_to(table, column, Target("assessments", "score", (*given, ("moment", moment))))


def _offer_order(draft: Draft) -> tuple[Answer, ...]:
    """Offer the order of the ratings, where they have dates or days."""
    if find_ordered_ratings(draft) is None:
        return ()
    title = _("Each patient’s first rating is before, the last is after")
    return (Answer(title, MomentsChange("by_order")),)


def _offer_moments(piece: Piece, column: ColumnMapping | None) -> tuple[Answer, ...]:
    """Offer the words of the ratings' own rows that are not yet known for a moment."""
    if column is None:
        return ()
    source = piece.source
    cells = source.columns[source.letters.index(column.column)]
    words = dict.fromkeys(tidy(cells.at(int(row))) for row in piece.index)
    known = {fold(word) for word, key in column.rule.codes if key in ("before", "after")}
    return tuple(
        Answer(
            _("{word} is {title}", word=word, title=_("After")),
            ColumnChange(source.file, source.sheet, column.column, codes=((word, "after"),)),
        )
        for word in islice((w for w in words if w and fold(w) not in known), _MOST_WORDS)
    )


def _offer_days(piece: Piece) -> tuple[Answer, ...]:
    """Offer the days of the ratings, where a column counts them and each patient has the same."""
    days = piece.values.get("day")
    column = piece.columns.get("day")
    if days is None or column is None or "moment" in piece.values:
        return ()
    later_days = np.unique(days[np.isfinite(days) & (days > 0)])
    if not 0 < len(later_days) <= _MOST_WORDS:
        return ()
    return tuple(
        Answer(_("Day {n} is after, the first rating is before", n=bare(float(day))),
               DayChange(float(day)))
        for day in later_days
    )  # fmt: skip


def report_no_id(draft: Draft) -> Iterator[Issue]:
    """Say that rows are named by their number, or that a long table cannot be joined."""
    for table in draft.tables:
        mapping = draft.mapping.find_table(table.file, table.sheet)
        if mapping is None or any(
            c.target and c.target.field == "patient_id" for c in mapping.columns
        ):
            continue
        if any("patient_id" in {t.field for t in c.candidates} for c in mapping.columns):
            continue
        alone = mapping.layout == "patients" and len(draft.tables) == 1
        yield Issue(
            "warning" if alone else "error",
            table.file,
            table.sheet,
            None,
            "",
            "patient_id",
            _("No column was found that identifies the patients.")
            if not alone
            else _("No column was found that identifies the patients; the row's number is used."),
            _("Name the column with the study's own codes “patient_id”, or choose it."),
            key="no_id",
            answers=tuple(_offer_ids(table, mapping)),
        )


def _offer_ids(table: TextTable, mapping: TableMapping) -> Iterator[Answer]:
    """Offer the first columns that hold another word in every row, or a person's numbers."""
    layout = layouts.get_layout(mapping.layout)
    target = Target(layout.table, "patient_id")
    columns = (
        column
        for column, cells in zip(mapping.columns, table.columns, strict=True)
        if column.target is None
        and (
            _are_all_different(cells)
            if layout.one_row
            else identify_by_header(column.header) in _A_PERSON_S
        )
    )
    for column in islice(columns, _MOST_OFFERED):
        title = _("{header} identifies the patients", header=column.header)
        yield Answer(title, change_to(mapping, column, target))


def _are_all_different(cells: CodedText) -> bool:
    words = [tidy(str(word)) for word in cells.words[cells.used]]
    codes = all(word and not _MEASURED.search(word) and not is_date_like(word) for word in words)
    return codes and len(words) == len(cells) > 1


def _has_items(values: Mapping[str, object]) -> bool:
    return any(key.startswith("item_") for key in values)


_MOST_OFFERED = 3
# In a table with several rows a patient, these identify the patients if nothing else does.
_A_PERSON_S = ("record", "health", "name", "social")
_MOST_WORDS = 8
# A weight or a dose may differ in every row too.
_MEASURED = re.compile(r"\d[.,]\d")
_SCORE_BEFORE = Target("assessments", "score", (("moment", "before"),))
