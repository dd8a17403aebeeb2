"""What cells say of adverse events, where words can be taken in two ways."""

from __future__ import annotations

from collections.abc import Iterator

from ketgui.domain.events.adverse_events import (
    SERIOUS_EVENT,
    SEVERITY_ORDER,
    SOC_OF_TERM,
    UNNAMED_EVENT,
)
from ketgui.domain.events.event_terms import find_preferred_term, is_no_event
from ketgui.importing.changes import ColumnChange
from ketgui.importing.checks.spot import Spot, list_spots, make_column_issue
from ketgui.importing.issues import Answer, Issue, quote_cell, show_few
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.tables.text_table import CodedText
from ketgui.importing.vocabulary.event_text import is_doubtful
from ketgui.importing.vocabulary.privacy import is_identifying
from ketgui.importing.vocabulary.targets import PRESENT, TERMS
from ketgui.text import _, joined

_MOST_NAMED = 12


def find_doubtful_events(draft: Draft) -> Iterator[Issue]:
    """Ask about cells that leave open whether an event occurred: "nausea?"."""
    for piece, column in _list_texts(draft):
        cells = _get_cells(piece, column)
        rows = cells.rows_with(cells.each(is_doubtful).astype(bool))[piece.index]
        # A cell with several events has several rows of the piece.
        rows[1:] &= piece.index[1:] != piece.index[:-1]
        yield from show_few(_report_doubtful, list_spots(draft, piece, rows, "term"))


def _report_doubtful(spot: Spot) -> Issue:
    return spot.make_issue(
        "warning",
        "doubtful_event",
        _(
            "{header} says {found}: whether that occurred is not clear.",
            header=spot.header,
            found=spot.quoted,
        ),
        _("Correct the cell, or keep it; until then it is counted."),
        (
            spot.decide_cell(_("Treat as missing"), "missing"),
            spot.decide_cell(_("Keep it"), "keep"),
        ),
    )


def list_other_terms(draft: Draft) -> Iterator[Issue]:
    """Name the texts that stand for no event of the list, and are counted as they are written."""
    for piece, column in _list_texts(draft):
        if not column.target or column.target.field != TERMS:
            continue
        terms = dict.fromkeys(str(term) for term in piece.values["term"] if term is not None)
        others = [quote_cell(term) for term in terms if not _is_understood(term)]
        if others:
            yield make_column_issue(
                "note",
                "other_terms",
                piece.source,
                column,
                _(
                    "Not in the list of events, and counted as written, in {header}: {terms}.",
                    header=column.header,
                    terms=joined(others[:_MOST_NAMED]),
                ),
                _("If one means an event of the list, say so among the synonyms."),
            )


def _is_understood(term: str) -> bool:
    known = find_preferred_term(term) in SOC_OF_TERM or term == SERIOUS_EVENT
    return known or is_no_event(term) or is_identifying(term)


def report_grades(draft: Draft) -> Iterator[Issue]:
    """Say which words of an event's column were read as its severity."""
    graded = [
        (piece, column)
        for piece in draft.of("adverse_events")
        if (column := piece.columns.get(PRESENT)) and _list_grades(column) and not column.by_user
    ]
    # The same words in several columns are one note.
    for piece, column in graded[:1]:
        words = dict.fromkeys(w for _piece, c in graded for w, _key in _list_grades(c))
        yield make_column_issue(
            "note",
            "graded_events",
            piece.source,
            column,
            _(
                "In {columns}, {words} are read as how severe the event was.",
                columns=joined([c.header for _piece, c in graded[:_MOST_NAMED]]),
                words=joined([quote_cell(word) for word in words]),
            ),
            _("Nothing needs to be done if that is right."),
        )


def _list_grades(column: ColumnMapping) -> list[tuple[str, str]]:
    return [(word, key) for word, key in column.rule.codes if key in SEVERITY_ORDER]


def report_unnamed(draft: Draft) -> Iterator[Issue]:
    """Say how a column that only tells whether there was an event, or a serious one, is counted."""
    for piece in draft.of("adverse_events"):
        column = piece.columns.get(PRESENT)
        if column is None or column.by_user or _get_term(column) not in _UNNAMED:
            continue
        is_serious = _get_term(column) == SERIOUS_EVENT
        source = piece.source
        where = (source.file, source.sheet, column.column)
        yield make_column_issue(
            "warning",
            "serious_alone" if is_serious else "event_unnamed",
            source,
            column,
            _(
                "{header} does not say which event was serious: each “yes” is counted as a "
                "serious event of its own.",
                header=column.header,
            )
            if is_serious
            else _(
                "{header} does not say which event occurred: each “yes” is counted as an event "
                "without a name.",
                header=column.header,
            ),
            _("Name the event in the file if it is one of the others."),
            (
                Answer(_("Count it so"), ColumnChange(*where)),
                Answer(_("Do not import it"), ColumnChange(*where, field="")),
            ),
        )


_UNNAMED = (SERIOUS_EVENT, UNNAMED_EVENT)


def _get_term(column: ColumnMapping) -> str:
    return column.target.of("term") if column.target else ""


def _list_texts(draft: Draft) -> Iterator[tuple[Piece, ColumnMapping]]:
    for piece in draft.of("adverse_events"):
        column = piece.columns.get("term")
        if column and len(piece):
            yield piece, column


def _get_cells(piece: Piece, column: ColumnMapping) -> CodedText:
    return piece.source.columns[piece.source.letters.index(column.column)]
