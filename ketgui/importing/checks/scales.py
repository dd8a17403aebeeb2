"""Which scales the scores are of: named, suggested, unknown, or not said at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ketgui.domain.known_scales import find_known_scale, get_declared_scales, list_known_scales
from ketgui.domain.scale import Scale
from ketgui.domain.scales import USUAL, get_scale
from ketgui.importing.changes import ColumnChange, Decision, SeveralChanges
from ketgui.importing.checks.questions import change_to
from ketgui.importing.checks.spot import make_column_issue
from ketgui.importing.issues import Answer, Issue, quote_cell
from ketgui.importing.mapping.mapping import ColumnMapping, TableMapping
from ketgui.importing.recognition.ratings import visit_label
from ketgui.importing.recognition.visits import MOMENTS, judge_visits
from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.rows.rated_scales import scale_keys
from ketgui.importing.tables.text_table import TextTable
from ketgui.importing.vocabulary.item_headers import find_numbered_items
from ketgui.importing.vocabulary.targets import PART, UNNAMED_SCALE, Target
from ketgui.importing.vocabulary.timepoints import Timed, read_header
from ketgui.text import _, integer, joined

_MOST_NAMED = 6
_MOST_SCALES = 6
# The template's own headers, whose help says which scale they are of.
_TEMPLATE = frozenset({"score", "score_before", "score_after"})

Place = tuple[TextTable, TableMapping]


def _list_tables(draft: Draft) -> Iterator[Place]:
    for table in draft.tables:
        mapping = draft.mapping.find_table(table.file, table.sheet)
        if mapping:
            yield table, mapping


def ask_for_scale(draft: Draft) -> Iterator[Issue]:
    """Ask of which scale the scores are, where nothing names one."""
    for table, mapping in _list_tables(draft):
        columns = [c for c in mapping.columns if _is_unnamed(c, mapping)]
        if not columns:
            continue
        high = max((_find_highest(draft, c) for c in columns), default=0.0)
        yield make_column_issue(
            "error",
            "which_scale",
            table,
            columns[0],
            _(
                "No scale is named for {columns}.",
                columns=joined([c.header for c in columns[:_MOST_NAMED]]),
            ),
            _("Say of which scale the scores are."),
            tuple(_offer_scales(mapping, columns, high)),
        )


def _is_unnamed(column: ColumnMapping, mapping: TableMapping) -> bool:
    target = column.target
    if target is None or target.path != "assessments.score" or target.of("scale"):
        return False
    named_by_row = bool(mapping.find_columns("assessments.scale"))
    return not named_by_row and not column.by_user and column.header not in _TEMPLATE


def _find_highest(draft: Draft, column: ColumnMapping) -> float:
    maxima = [
        float(np.nanmax(piece.values["score"]))
        for piece in draft.of("assessments")
        if piece.columns.get("score") is column and np.isfinite(piece.values["score"]).any()
    ]
    return max(maxima, default=0.0)


def _offer_scales(
    mapping: TableMapping, columns: Sequence[ColumnMapping], high: float
) -> Iterator[Answer]:
    """Offer the scales whose range holds the scores, the usual one first."""
    ordered = (USUAL, *get_declared_scales(), *list_known_scales())
    unique = {scale.key: scale for scale in ordered}.values()
    fitting = [s for s in unique if s.high >= high and s.occasion == "course"]
    for scale in fitting[:_MOST_SCALES]:
        changes = tuple(_set_scale(mapping, c, scale.key) for c in columns)
        yield Answer(scale.title, SeveralChanges(changes))


def _set_scale(mapping: TableMapping, column: ColumnMapping, scale: str) -> ColumnChange:
    assert column.target is not None
    given = (("scale", scale), *column.target.given)
    return change_to(mapping, column, Target("assessments", "score", given))


def ask_which_scoring(draft: Draft) -> Iterator[Issue]:
    """Ask which scoring of a scale was used, where the scores fit another one alone."""
    for table, mapping in _list_tables(draft):
        beyond: dict[str, list[ColumnMapping]] = {}
        for column in mapping.columns:
            scale = _find_other_scoring(draft, column)
            if scale:
                beyond.setdefault(scale.key, []).append(column)
        for key, columns in beyond.items():
            scale, other = get_scale(key), get_scale(get_scale(key).other_scoring)
            changes = tuple(_replace_scale(mapping, column, other.key) for column in columns)
            yield make_column_issue(
                "error",
                "other_scoring",
                table,
                columns[0],
                _(
                    "{columns}: the scores are above {high}, the highest of the {scale}; they fit "
                    "the {other}.",
                    columns=joined([c.header for c in columns[:_MOST_NAMED]]),
                    high=scale.high,
                    scale=scale.title,
                    other=other.title,
                ),
                _("Say which scoring was used."),
                (Answer(_("It is the {scale}", scale=other.title), SeveralChanges(changes)),),
            )


def _find_other_scoring(draft: Draft, column: ColumnMapping) -> Scale | None:
    """Return the scale of a column whose scores only the other scoring of it can hold."""
    target = column.target
    if target is None or target.path != "assessments.score" or not target.of("scale"):
        return None
    scale = find_known_scale(target.of("scale"))
    if scale is None or not scale.other_scoring:
        return None
    highest = _find_highest(draft, column)
    return scale if scale.high < highest <= get_scale(scale.other_scoring).high else None


def _replace_scale(mapping: TableMapping, column: ColumnMapping, scale: str) -> ColumnChange:
    assert column.target is not None
    others = tuple((name, word) for name, word in column.target.given if name != "scale")
    given = (("scale", scale), *others)
    return change_to(mapping, column, Target("assessments", "score", given))


def report_suggested(draft: Draft) -> Iterator[Issue]:
    """Say which scale a name that may mean a sibling of it is imported as."""
    for table, mapping in _list_tables(draft):
        by_scale: dict[str, list[ColumnMapping]] = {}
        for column in mapping.columns:
            if _is_suggested(column):
                assert column.target is not None
                by_scale.setdefault(column.target.of("scale"), []).append(column)
        for key, columns in by_scale.items():
            scale = find_known_scale(key)
            assert scale is not None
            yield make_column_issue(
                "warning",
                "scale_suggested",
                table,
                columns[0],
                _(
                    "{columns} may be of more than one scale; it is imported as the {scale} "
                    "({low} to {high}).",
                    columns=joined([c.header for c in columns[:_MOST_NAMED]]),
                    scale=scale.title,
                    low=scale.low,
                    high=scale.high,
                ),
                _("Say if it is another scale."),
                tuple(_offer_suggested(mapping, columns, scale.title)),
            )


def ask_about_named_rows(draft: Draft) -> Iterator[Issue]:
    """Say which scale a word in the rows that may mean a sibling of it is imported as."""
    for piece in draft.of("assessments"):
        column = piece.columns.get("scale")
        if column is None or not len(piece):
            continue
        for word in pd.unique(piece.values["scale"]):
            rating = read_header(str(word))
            if word is not None and rating.certainty == "ambiguous":
                yield _ask_about_named_row(piece, column, str(word), rating)


def _ask_about_named_row(piece: Piece, column: ColumnMapping, word: str, rating: Timed) -> Issue:
    scale = get_scale(rating.scale)
    source = piece.source
    rows = np.unique(piece.rows[piece.values["scale"] == word])[:_MOST_LEFT_OUT]
    out = [Decision("leave_out", source.file, source.sheet, int(row)) for row in rows]
    same = ColumnChange(source.file, source.sheet, column.column, codes=((word, scale.title),))
    return make_column_issue(
        "warning",
        "scale_suggested",
        source,
        column,
        _(
            "{columns} may be of more than one scale; it is imported as the {scale} "
            "({low} to {high}).",
            columns=quote_cell(word),
            scale=scale.title,
            low=scale.low,
            high=scale.high,
        ),
        _("Say if it is another scale."),
        (
            Answer(_("It is the {scale}", scale=scale.title), same),
            Answer(_("It is another: do not import it"), SeveralChanges(tuple(out))),
        ),
    )


_MOST_LEFT_OUT = 5000


def _is_suggested(column: ColumnMapping) -> bool:
    target = column.target
    if target is None or target.path != "assessments.score" or column.by_user:
        return False
    rating = read_header(column.header)
    return rating.certainty == "ambiguous" and rating.scale == target.of("scale")


def _offer_suggested(
    mapping: TableMapping, columns: Sequence[ColumnMapping], title: str
) -> Iterator[Answer]:
    same = tuple(change_to(mapping, c, c.target) for c in columns)
    yield Answer(_("It is the {scale}", scale=title), SeveralChanges(same))
    none = tuple(change_to(mapping, c, None) for c in columns)
    yield Answer(_("It is another: do not import it"), SeveralChanges(none))


def find_unknown_scales(draft: Draft) -> Iterator[Issue]:
    """Name the columns of scales that the program does not know, one scale at a time."""
    for table, mapping in _list_tables(draft):
        items = find_numbered_items([c.header for c in mapping.columns])
        by_title: dict[str, list[tuple[ColumnMapping, Timed]]] = {}
        for column in mapping.columns:
            rating = items.get(column.header) or read_header(column.header)
            if column.target is None and rating.certainty == "unknown" and not column.by_user:
                by_title.setdefault(rating.title, []).append((column, rating))
        for title, columns in by_title.items():
            yield _report_unknown(table, mapping, title, columns)


def _report_unknown(
    table: TextTable, mapping: TableMapping, title: str, columns: list[tuple[ColumnMapping, Timed]]
) -> Issue:
    totals = [(c, rating) for c, rating in columns if not rating.item and not rating.about]
    placeholders = {
        "columns": joined([c.header for c, _rating in columns[:_MOST_NAMED]]),
        "scale": title,
        "n": integer(len(columns)),
    }
    many = _(
        "{n} columns ({columns} …) are of the {scale}, a scale that the program does not know; "
        "they are not imported.",
        **placeholders,
    )
    few = _(
        "{columns}: the {scale} is not a scale that the program knows; not imported.",
        **placeholders,
    )
    message = many if len(columns) > _MOST_NAMED else few
    answers = ()
    if totals:
        changes = tuple(_import_as(mapping, title, totals))
        answers = (Answer(_("Import as {scale}", scale=title), SeveralChanges(changes)),)
    return make_column_issue(
        "warning",
        "unknown_scale",
        table,
        columns[0][0],
        message,
        _("Nothing needs to be done if you do not need it."),
        answers,
    )


def _import_as(
    mapping: TableMapping, title: str, totals: Sequence[tuple[ColumnMapping, Timed]]
) -> Iterator[ColumnChange]:
    meanings = judge_visits([rating for _column, rating in totals])
    for (column, rating), meaning in zip(totals, meanings, strict=True):
        given: tuple[tuple[str, str], ...] = (("scale", title),)
        if meaning in MOMENTS:
            given += (("moment", meaning),)
        elif rating.says_when:
            given += (("visit", visit_label(rating)),)
        yield change_to(mapping, column, Target("assessments", "score", given))


def find_left_items(draft: Draft) -> Iterator[Issue]:
    """Name the items of known scales that stay out, one line for all of a scale."""
    for table, mapping in _list_tables(draft):
        items = find_numbered_items([c.header for c in mapping.columns])
        by_title: dict[str, list[ColumnMapping]] = {}
        for column in mapping.columns:
            rating = items.get(column.header)
            if rating and rating.scale and column.target is None and not column.question:
                by_title.setdefault(rating.title, []).append(column)
        for title, columns in by_title.items():
            yield make_column_issue(
                "note",
                "items_left",
                table,
                columns[0],
                _(
                    "{n} columns look like items of the {scale}; they are not imported.",
                    n=integer(len(columns)),
                    scale=title,
                ),
                _("Choose what they hold if you need them."),
            )


def report_peaks(draft: Draft) -> Iterator[Issue]:
    """Say that of several ratings of one infusion the highest is kept."""
    for table, mapping in _list_tables(draft):
        columns = [c for c in mapping.columns if c.target and c.target.of("minutes")]
        if len(columns) > 1:
            yield make_column_issue(
                "note",
                "peak_kept",
                table,
                columns[0],
                _(
                    "Of {columns}, the highest is kept for each patient and visit.",
                    columns=joined([c.header for c in columns[:_MOST_NAMED]]),
                ),
                _("Leave a column out if it does not belong to these."),
            )


def report_item_rows(draft: Draft) -> Iterator[Issue]:
    """Say that of the rows of items and totals, the totals are the ratings."""
    for table, mapping in _list_tables(draft):
        for column in mapping.columns:
            if column.target and column.target.field == PART:
                yield make_column_issue(
                    "note",
                    "items_in_rows",
                    table,
                    column,
                    _("Rows of single items are left out; the totals are the ratings."),
                    _("Nothing needs to be done if that is right."),
                )


def report_no_main_scale(draft: Draft) -> Iterator[Issue]:
    """Say that no score is of the usual scale, and of which scales they are."""
    keys = [key for piece in draft.of("assessments") if len(piece) for key in scale_keys(piece)]
    distinct_keys = list(dict.fromkeys(keys))
    if not distinct_keys:
        return
    if UNNAMED_SCALE in distinct_keys:
        yield from _report_others(draft, [key for key in distinct_keys if key != UNNAMED_SCALE])
        return
    titles = [_get_title(key) for key in distinct_keys]
    table = draft.of("assessments")[0].source
    yield Issue(
        "note",
        table.file,
        table.sheet,
        None,
        "",
        "scale",
        _(
            "The file holds no {usual}: its scores are of the {scales}.",
            usual=USUAL.title,
            scales=joined(titles),
        ),
        _("It is analysed by its own definitions; see the analysis plan."),
        key="other_scale",
    )


def _report_others(draft: Draft, keys: Sequence[str]) -> Iterator[Issue]:
    """Say of which further scales the files hold scores."""
    if keys:
        table = draft.of("assessments")[0].source
        yield Issue(
            "note", table.file, table.sheet, None, "", "scale",
            _("Scores of the {scales} were read too.", scales=joined(list(map(_get_title, keys)))),
            _("Choose further outcomes in the analysis plan."),
            key="further_scales",
        )  # fmt: skip


def _get_title(key: str) -> str:
    scale = find_known_scale(key)
    return scale.title if scale else key
