"""Names that may mean a sibling of a scale, in headers and in rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ketgui.domain.folding import fold
from ketgui.domain.known_scales import find_known_scale
from ketgui.domain.scale import Scale
from ketgui.domain.scales import get_scale
from ketgui.importing.changes import ColumnChange, Decision, SeveralChanges
from ketgui.importing.checks.questions import change_to
from ketgui.importing.checks.scales.tables import MOST_NAMED, list_tables
from ketgui.importing.checks.spot import make_column_issue
from ketgui.importing.issues import Answer, Issue, quote_cell
from ketgui.importing.mapping.mapping import ColumnMapping, TableMapping
from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.vocabulary.scale_words import correct_scale_name
from ketgui.importing.vocabulary.timepoints import Timed, read_header
from ketgui.text import _, joined


def report_suggested(draft: Draft) -> Iterator[Issue]:
    """Say which scale a name that may mean a sibling of it is imported as."""
    for table, mapping in list_tables(draft):
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
                _describe_doubt([c.header for c in columns[:MOST_NAMED]], scale),
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
        _describe_doubt([quote_cell(word)], scale),
        _("Say if it is another scale."),
        (
            Answer(_("It is the {scale}", scale=scale.title), same),
            Answer(_("It is another: do not import it"), SeveralChanges(tuple(out))),
        ),
    )


_MOST_LEFT_OUT = 5000


def _describe_doubt(names: Sequence[str], scale: Scale) -> str:
    placeholders = {"scale": scale.title, "low": scale.low, "high": scale.high}
    if all(correct_scale_name(fold(name)) != fold(name) for name in names):
        return _(
            "{columns}: the name looks misspelt; it is imported as the {scale} ({low} to {high}).",
            columns=joined(list(names)),
            **placeholders,
        )
    return _(
        "{columns} may be of more than one scale; it is imported as the {scale} ({low} to {high}).",
        columns=joined(list(names)),
        **placeholders,
    )


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
