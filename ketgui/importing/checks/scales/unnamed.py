"""Scores of which nothing says the scale, or that only another scoring of it can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ketgui.domain.known_scales import find_known_scale, get_declared_scales, list_known_scales
from ketgui.domain.scale import Scale
from ketgui.domain.scales import USUAL, get_scale
from ketgui.importing.changes import ColumnChange, SeveralChanges
from ketgui.importing.checks.questions import change_to
from ketgui.importing.checks.scales.tables import MOST_NAMED, list_tables
from ketgui.importing.checks.spot import make_column_issue
from ketgui.importing.issues import Answer, Issue
from ketgui.importing.mapping.mapping import ColumnMapping, TableMapping
from ketgui.importing.rows.draft import Draft
from ketgui.importing.vocabulary.targets import Target
from ketgui.text import _, joined

_MOST_SCALES = 6
# The template's own headers, whose help says which scale they are of.
_TEMPLATE = frozenset({"score", "score_before", "score_after"})


def ask_for_scale(draft: Draft) -> Iterator[Issue]:
    """Ask of which scale the scores are, where nothing names one."""
    for table, mapping in list_tables(draft):
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
                columns=joined([c.header for c in columns[:MOST_NAMED]]),
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
    for table, mapping in list_tables(draft):
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
                    columns=joined([c.header for c in columns[:MOST_NAMED]]),
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
