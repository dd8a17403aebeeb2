"""What is said of the scales that are imported: peaks, items in rows, no usual scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ketgui.domain.known_scales import find_known_scale
from ketgui.domain.scales import USUAL
from ketgui.importing.checks.scales.tables import MOST_NAMED, list_tables
from ketgui.importing.checks.spot import make_column_issue
from ketgui.importing.issues import Issue
from ketgui.importing.rows.draft import Draft
from ketgui.importing.rows.rated_scales import scale_keys
from ketgui.importing.vocabulary.targets import PART, UNNAMED_SCALE
from ketgui.text import _, joined


def report_peaks(draft: Draft) -> Iterator[Issue]:
    """Say that of several ratings of one infusion the highest is kept."""
    for table, mapping in list_tables(draft):
        columns = [c for c in mapping.columns if c.target and c.target.of("minutes")]
        if len(columns) > 1:
            yield make_column_issue(
                "note",
                "peak_kept",
                table,
                columns[0],
                _(
                    "Of {columns}, the highest is kept for each patient and visit.",
                    columns=joined([c.header for c in columns[:MOST_NAMED]]),
                ),
                _("Leave a column out if it does not belong to these."),
            )


def report_item_rows(draft: Draft) -> Iterator[Issue]:
    """Say that of the rows of items and totals, the totals are the ratings."""
    for table, mapping in list_tables(draft):
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
