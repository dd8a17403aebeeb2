"""Columns of two raters' scores, and none that holds their mean: whose count is asked once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ketgui.domain.folding import fold
from ketgui.importing.changes import SeveralChanges
from ketgui.importing.checks.questions import change_to
from ketgui.importing.checks.spot import make_column_issue
from ketgui.importing.issues import Answer, Issue, quote_cell
from ketgui.importing.mapping.mapping import ColumnMapping, TableMapping
from ketgui.importing.recognition.layouts import get_layout
from ketgui.importing.recognition.profile import Profile
from ketgui.importing.rows.draft import Draft
from ketgui.importing.tables.text_table import TextTable
from ketgui.importing.vocabulary.targets import Target
from ketgui.importing.vocabulary.timepoints import read_header
from ketgui.text import _, joined

_RATER = re.compile(
    r"\b(?:(?:rater|evaluateur|evaluatrice|evaluator|assessor|cotateur|juge|evaluador|avaliador) ?"
    r"([a-z]|\d{1,2})|r ?([12]))\b"
)
_NEARLY_ALL = 0.8
_MOST_RATERS = 4
# By rater, the column of each score.
_Columns = dict[str, dict[Target, ColumnMapping]]


def ask_which_rater(draft: Draft) -> Iterator[Issue]:
    """Ask whose scores count, where each rater has columns and nothing says which are used."""
    for table in draft.tables:
        mapping = draft.mapping.find_table(table.file, table.sheet)
        columns = find_rater_columns(table, mapping) if mapping else {}
        if mapping and columns:
            yield _ask(table, mapping, columns)


def find_rater_columns(table: TextTable, mapping: TableMapping) -> _Columns:
    """Return the columns of scores of two raters or more, none where they are settled."""
    columns: _Columns = {}
    if not get_layout(mapping.layout).one_row:
        return columns
    used = {column.target for column in mapping.columns if column.target}
    for column, cells in zip(mapping.columns, table.columns, strict=True):
        match = _RATER.search(fold(column.header))
        target = _find_score(column.header) if match and not column.by_user else None
        is_free = column.target is None and not column.question
        if match and target and is_free and Profile(cells).numeric_share >= _NEARLY_ALL:
            columns.setdefault(match[1] or match[2], {})[target] = column
    is_settled = any(target in used for scores in columns.values() for target in scores)
    return columns if 1 < len(columns) <= _MOST_RATERS and not is_settled else {}


def _find_score(header: str) -> Target | None:
    """Return the score that a header is of, were its rater not named."""
    rating = read_header(_RATER.sub(" ", fold(header)))
    is_total = not (rating.item or rating.about) and rating.sure
    if not (is_total and rating.scale and rating.moment):
        return None
    given = (("scale", rating.scale), ("moment", rating.moment))
    return Target("assessments", "score", given)


def _ask(table: TextTable, mapping: TableMapping, columns: _Columns) -> Issue:
    headers = [column.header for scores in columns.values() for column in scores.values()]
    answers = tuple(
        Answer(
            _("Those of {rater}", rater=quote_cell(rater.upper())),
            SeveralChanges(
                tuple(change_to(mapping, column, target) for target, column in scores.items())
            ),
        )
        for rater, scores in columns.items()
    )
    first = next(iter(next(iter(columns.values())).values()))
    return make_column_issue(
        "error",
        "which_rater",
        table,
        first,
        _("{columns} are scores of several raters.", columns=joined(headers)),
        _("Say whose ratings count."),
        answers,
    )
