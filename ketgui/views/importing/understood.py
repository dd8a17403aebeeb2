"""What was understood of files, in one sentence each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ketgui.domain.scales import get_scale
from ketgui.text import _, integer, joined, plural

if TYPE_CHECKING:
    from ketgui.importing import Import
    from ketgui.importing.issues import Issue
    from ketgui.importing.mapping.mapping import TableMapping


def summarise(imported: Import, used: Import | None = None) -> str:
    """Return what was understood, or that it cannot be used yet, and how values were read.

    `used` is what the open cohort was read from: the same files may be opened again.
    """
    if imported.cohort is None:
        first = _(
            "Nothing is loaded yet, and your file is not changed. Answer, or correct the file."
        )
    elif used is not None and used is not imported and used.sources == imported.sources:
        first = _("The file is as it was when it was last read.")
    else:
        first = _("Check how each column is imported. Click a field to change it.")
    return " ".join(part for part in (first, describe_readings(imported)) if part)


def describe_readings(imported: Import) -> str:
    """Return how values were read where that is not plain: decimal commas in 3 columns."""
    rules = [
        column.rule
        for table in imported.mapping.tables
        for column in table.columns
        if table.used and column.target
    ]
    commas = sum(rule.decimal == "," for rule in rules)
    orders = Counter(rule.date_order for rule in rules)
    missing = dict.fromkeys(word for rule in rules for word in rule.missing)
    parts = [
        text
        for n, text in (
            (commas, plural("decimal comma in {n} column", "decimal comma in {n} columns", commas)),
            (orders["dmy"], _("dates with the day first")),
            (orders["mdy"], _("dates with the month first")),
            (orders["serial"], _("day numbers of a spreadsheet as dates")),
            (len(missing), _("{codes} as missing", codes=joined(list(missing)))),
        )
        if n
    ]
    return _("Read: {examples}.", examples=", ".join(parts)) if parts else ""


def describe_columns(mapping: TableMapping | None) -> str:
    """Return why a table is laid out as it is, and how many of its columns are used."""
    if mapping is None or not mapping.layout:
        return ""
    used = sum(column.target is not None for column in mapping.columns)
    columns = _("{used} of {n} columns used", used=integer(used), n=integer(len(mapping.columns)))
    return f"{mapping.reason} {columns}."


def write_button_text(imported: Import) -> str:
    """Return what the one button says: how many patients, or how many answers are missing."""
    if imported.cohort is None:
        errors = sum(issue.severity == "error" for issue in imported.issues)
        return plural("{n} answer still missing", "{n} answers still missing", errors)
    enrolled, out = imported.cohort.enrolled, len(imported.exclusions)
    text = plural("Use this cohort: {n} patient", "Use this cohort: {n} patients", enrolled)
    text += _(", {n} left out", n=integer(out)) if out else ""
    return text + _describe_pairs(imported, enrolled)


def _describe_pairs(imported: Import, enrolled: int) -> str:
    """Return how many patients can be compared before and after, and on which scale."""
    scale, pairs = max(count_pairs(imported), key=lambda pair: pair[1], default=("", 0))
    if not scale:
        return _(", no scores")
    title = _get_title(scale)
    if not pairs:
        return _(", none with both {scale}", scale=title)
    if pairs == enrolled:
        return ""
    return _(", {n} with both {scale}", n=integer(pairs), scale=title)


def _get_title(scale: str) -> str:
    try:
        return get_scale(scale).title
    except KeyError:
        return scale


def has_only_unpaired_scores(imported: Import) -> bool:
    """Tell whether scores were read, and no patient has one before and one after."""
    pairs_by_scale = count_pairs(imported)
    return bool(pairs_by_scale) and not any(pairs for _scale, pairs in pairs_by_scale)


def find_question_behind(imported: Import) -> Issue | None:
    """Return the question whose answer would give patients both ratings, None if there is none."""
    behind = [issue for issue in imported.issues if issue.key in _BEHIND_PAIRS]
    with_answers = [issue for issue in behind if issue.answers]
    return next(iter((*with_answers, *behind)), None)


# What leaves a rating without its moment, or a patient without one of the two.
_BEHIND_PAIRS = ("only_before", "which_after", "which_moment", "unread", "no_after", "no_before")


def count_pairs(imported: Import) -> list[tuple[str, int]]:
    """Return how many patients have a rating before and one after, scale by scale.

    Where no rating is called before or after, any two ratings of a patient are counted: dates
    decide later which they are.
    """
    if imported.cohort is None:
        return []
    rows = imported.cohort.assessments
    pairs_by_scale: list[tuple[str, int]] = []
    for scale, of_scale in rows.groupby("scale", sort=False):
        # Ratings around TMS are no pair around ketamine.
        ratings = of_scale[~of_scale["moment"].isin(("before_tms", "after_tms"))]
        named = ratings[ratings["moment"].isin(("before", "after"))]
        if named.empty:
            counts = ratings.groupby("patient_id")["score"].count()
        else:
            counts = named.groupby("patient_id")["moment"].nunique()
        pairs_by_scale.append((str(scale), int((counts >= 2).sum())))
    return pairs_by_scale
