"""The columns of scores and items, judged scale by scale and visit by visit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ketgui.domain.folding import fold
from ketgui.domain.known_scales import find_known_scale
from ketgui.domain.scale_names import find_named_scale
from ketgui.domain.scales import USUAL
from ketgui.importing.recognition import rules
from ketgui.importing.recognition.evidence import Guess, compute_points
from ketgui.importing.recognition.layouts import Layout
from ketgui.importing.recognition.profile import Profile
from ketgui.importing.recognition.visits import MOMENTS, Meaning, judge_visits
from ketgui.importing.tables.text_table import TextTable
from ketgui.importing.vocabulary.headers import drop_legend, find_matches, split_header
from ketgui.importing.vocabulary.item_headers import find_numbered_items, find_open_series
from ketgui.importing.vocabulary.targets import ITEM, Target
from ketgui.importing.vocabulary.timepoints import Timed, read_header
from ketgui.text import _

_NEARLY_ALL = 0.9
_KNOWN_NAME = 0.85
_SURE, _AMBIGUOUS, _UNNAMED, _UNSURE = 3.5, 2.5, 2.0, -1.0
_BARE = compute_points(0.6)
# "total" and the like name a score where nothing names its scale.
_SCORE_WORDS = frozenset({"score", "total", "puntaje", "puntuacion", "pontuacao", "escore",
                          "punktwert", "punktzahl", "gesamtwert"})  # fmt: skip
_DATED = 1.5
UNNAMED = ""


@dataclass(frozen=True)
class Ratings:
    """What each column is worth as a score.

    Attributes
    ----------
    guesses : dict
        By the column's place, what it may be.
    left : dict
        By the column's place, why a column that names a scale is not imported.
    """

    guesses: dict[int, list[Guess]] = field(default_factory=dict[int, list[Guess]])
    left: dict[int, str] = field(default_factory=dict[int, str])


def find_ratings(table: TextTable, layout: Layout, profiles: Sequence[Profile]) -> Ratings:
    """Return what each column of a table is worth as a score or an item of a scale."""
    if layout.key not in ("patients", "assessments", "infusions", "redcap"):
        return Ratings()
    by_column = _read_headers(table, profiles, layout)
    if layout.key == "infusions":
        by_column = {c: r for c, r in by_column.items() if _is_around_infusion(r)}
    if layout.one_row:
        by_column = {c: r for c, r in by_column.items() if not _is_of_infusion(table.headers[c], r)}
    ratings = Ratings()
    for column, rating in by_column.items():
        if reason := _explain_no_score(rating, layout):
            ratings.left[column] = reason
    columns = [column for column in by_column if column not in ratings.left]
    if layout.key == "redcap" and _has_infusions(table):
        # A form of infusions holds the dissociation of each: its own field of the infusion.
        columns = [column for column in columns if not _is_per_infusion(by_column[column].scale)]
    if layout.one_row:
        _add_wide({column: by_column[column] for column in columns}, ratings)
    else:
        for column in columns:
            ratings.guesses[column] = [_guess_in_row(by_column[column], layout)]
        _add_date_of_scale(by_column, ratings)
    return ratings


def _add_date_of_scale(by_column: Mapping[int, Timed], ratings: Ratings) -> None:
    """Take the only date of a scale, such as "madrs_date", for the date of each row's rating."""
    dated = [column for column, rating in by_column.items() if rating.about == "date"]
    if len(dated) == 1:
        reason = _("It is the date of the ratings.")
        ratings.guesses[dated[0]] = [Guess(Target("assessments", "date"), _DATED, reason)]


def _is_of_infusion(header: str, rating: Timed) -> bool:
    """Tell whether a header is a numbered infusion's own, with nothing else said: "k1_cadss"."""
    return (
        _is_per_infusion(rating.scale) and re.match(r"(?:k|kx|ket) ?\d", fold(header)) is not None
    )


def _is_around_infusion(rating: Timed) -> bool:
    """Tell whether a column of a table of infusions is a rating of the course, at each of them."""
    known = find_known_scale(rating.scale)
    is_of_course = known is not None and known.occasion == "course"
    return is_of_course and rating.certainty == "exact" and not rating.item


def _has_infusions(table: TextTable) -> bool:
    return any(
        match.field.key in ("infusion_number", "dose_mg") and match.confidence >= _KNOWN_NAME
        for header in table.headers
        for match in find_matches(header, ("infusions",))
    )


def _read_headers(
    table: TextTable, profiles: Sequence[Profile], layout: Layout
) -> dict[int, Timed]:
    """Return what each header that may be of a score says; that of its label, where it has one."""
    items = find_items(table, profiles)
    open_ = find_open_series(table.headers)
    by_column: dict[int, Timed] = {}
    for column, header in enumerate(table.headers):
        rating = items.get(header) or _read_header(header)
        if header in open_ and not rating.item:
            continue
        labels = table.labels.get(header)
        if not rating.title and labels and labels.title:
            rating = read_header(labels.title) if read_header(labels.title).title else rating
        if rating.title or _is_unnamed_score(header, rating, layout, profiles[column]):
            by_column[column] = rating
    by_column = _read_pairs_of_tags(by_column, table.headers)
    return _name_scale_by_sheet(table, _set_lone_items_aside(by_column, items, table.headers))


# Beside a scale's name, and only both together: "vor" and "nach", "baseline" and "end".
_TAGS = (("v", "n"), ("b", "e"))


def _read_pairs_of_tags(by_column: dict[int, Timed], headers: Sequence[str]) -> dict[int, Timed]:
    """Read one letter behind a scale's name as a moment, where the scale has its counterpart."""
    letters = {
        column: match[0]
        for column, rating in by_column.items()
        if rating.title and (match := re.search(r"(?<=[_. ])[a-z]$", headers[column].lower()))
    }
    paired = dict(by_column)
    for first, last in _TAGS:
        for column, letter in letters.items():
            both = {b for c, b in letters.items() if by_column[c].title == by_column[column].title}
            if {first, last} <= both and letter in (first, last):
                rating, moment = by_column[column], "before" if letter == first else "after"
                paired[column] = replace(rating, moment=moment, sure=True)
    return paired


def _set_lone_items_aside(
    by_column: dict[int, Timed], items: Mapping[str, Timed], headers: Sequence[str]
) -> dict[int, Timed]:
    """Set aside the items of a scale that are not all there, where the scale's total is."""
    totals = {
        (rating.scale, rating.moment)
        for rating in by_column.values()
        if not (rating.item or rating.about)
    }
    return {
        column: replace(rating, about="part")
        if rating.item and headers[column] not in items and (rating.scale, rating.moment) in totals
        else rating
        for column, rating in by_column.items()
    }


def _read_header(header: str) -> Timed:
    """Return what a header says; of a code and its wording, what the wording says of a scale."""
    parts = [read_header(part) for part in split_header(header)]
    return next(
        (rating for rating in reversed(parts) if rating.title), read_header(drop_legend(header))
    )


def _name_scale_by_sheet(table: TextTable, by_column: dict[int, Timed]) -> dict[int, Timed]:
    """Let the sheet or the file name the scale, or the only scale that the other columns name."""
    named = find_named_scale(table.sheet) or find_named_scale(table.file.rpartition(".")[0])
    titles = {(rating.scale, rating.title) for rating in by_column.values() if rating.scale}
    key, title = (named.scale.key, named.title) if named and named.scale else ("", "")
    if not key and len(titles) == 1 and not _has_scale_column(table):
        key, title = next(iter(titles))
    return {
        column: rating
        if rating.title or not key
        else replace(rating, scale=key, title=title, certainty="ambiguous", sure=True)
        for column, rating in by_column.items()
    }


def _has_scale_column(table: TextTable) -> bool:
    return any(
        match.field.key == "scale" and match.confidence >= 0.85
        for header in table.headers
        for match in find_matches(header, ("assessments",))
    )


def _is_unnamed_score(header: str, rating: Timed, layout: Layout, profile: Profile) -> bool:
    """Tell whether a header is of scores though it names no scale: "Score avant", "post"."""
    numeric = not profile.words or profile.numeric_share + profile.annotated_share >= 0.5
    if rating.about or not numeric or (layout.one_row and not rating.sure):
        return False
    if layout.one_row:
        by_word = bool(_SCORE_WORDS & set(fold(header).split()))
        return bool(rating.moment) or (by_word and rating.says_when)
    candidates = find_matches(header, ("assessments",))
    return any(m.field.key == "score" and m.confidence >= _KNOWN_NAME for m in candidates)


def find_items(table: TextTable, profiles: Sequence[Profile]) -> dict[str, Timed]:
    """Return the headers that are a scale's items, where their columns hold no more than items."""
    items = find_numbered_items(table.headers)
    beyond = {
        _get_series(rating)
        for header, profile in zip(table.headers, profiles, strict=True)
        if (rating := items.get(header)) and _is_beyond(rating, profile)
    }
    return {header: rating for header, rating in items.items() if _get_series(rating) not in beyond}


def _get_series(rating: Timed) -> Timed:
    return replace(rating, item=0)


def _is_beyond(rating: Timed, profile: Profile) -> bool:
    if not rating.scale:
        return max(profile.values, default=0) > 10
    target = Target("assessments", ITEM, (("scale", rating.scale), ("item", str(rating.item))))
    return rules.share_in_range(target, profile) < _NEARLY_ALL


def _explain_no_score(rating: Timed, layout: Layout) -> str:
    """Return why a column that names a scale holds no score of it, empty if it does."""
    if rating.elsewhere and not rating.around_tms:
        return _("It is of another treatment.")
    if rating.about == "part":
        return _("Only some of the scale’s items are here.")
    if rating.about:
        return _("The header says that it is not the score itself.")
    if rating.certainty == "unknown":
        return _("{scale} is not a scale that the program knows.", scale=rating.title)
    if rating.title and not rating.sure and not rating.item and not rating.around_tms:
        return _("A part of the header is not understood.")
    return ""


def _guess_in_row(rating: Timed, layout: Layout) -> Guess:
    """Return the guess for a column of a table with one row per rating."""
    given = (("scale", rating.scale),) if rating.scale else ()
    if moment := rating.moment or rating.around_tms:
        given += (("moment", moment),)
    if rating.item:
        target = Target("assessments", ITEM, (*given, ("item", str(rating.item))))
        return Guess(target, _SURE, _("The header is one of a scale’s numbered items."))
    return Guess(
        Target("assessments", "score", given), _weigh_header(rating), _describe_reason(rating)
    )


def _weigh_header(rating: Timed) -> float:
    return {"exact": _SURE, "ambiguous": _AMBIGUOUS}.get(rating.certainty, _UNNAMED)


def _describe_reason(rating: Timed) -> str:
    if rating.certainty == "ambiguous":
        return _("The header names the scale, or one like it.")
    if not rating.title:
        return _("The header says when, but names no scale.")
    return (
        _("The header names the scale and the moment.")
        if rating.says_when
        else (_("The header names the scale."))
    )


def _add_wide(by_column: Mapping[int, Timed], ratings: Ratings) -> None:
    """Add the columns of a table with one row per patient, scale by scale."""
    scales: dict[str, list[int]] = {}
    for column, rating in by_column.items():
        scales.setdefault(rating.scale, []).append(column)
    meanings = {scale: _judge_columns(by_column, columns) for scale, columns in scales.items()}
    whole = {scale for scale, all_ in meanings.items() if {"before", "after"} <= set(all_.values())}
    for scale, columns in scales.items():
        for column in columns:
            meaning = meanings[scale][column]
            if meaning == "open" and not by_column[column].says_when:
                _add_bare(column, by_column[column], ratings, has_pair=bool(whole))
            elif scale not in (*whole, USUAL.key) and whole and meaning == "open":
                ratings.left[column] = _("Whether it is before or after treatment is not known.")
            else:
                ratings.guesses[column] = [_guess_at_visit(by_column[column], meaning)]


def _judge_columns(by_column: Mapping[int, Timed], columns: Sequence[int]) -> dict[int, Meaning]:
    return dict(zip(columns, judge_visits([by_column[column] for column in columns]), strict=True))


def _add_bare(column: int, rating: Timed, ratings: Ratings, *, has_pair: bool) -> None:
    """Add a score whose moment nothing tells: asked, unless the file has its pairs anyway."""
    if has_pair:
        ratings.left[column] = _("Whether it is before or after treatment is not known.")
        return
    reason = _("The header names the scale but not the moment.")
    ratings.guesses[column] = [
        Guess(_make_target(rating, (("moment", moment),)), _BARE, reason)
        for moment in ("before", "after")
    ]


def _guess_at_visit(rating: Timed, meaning: Meaning) -> Guess:
    """Return the guess for a score or an item at a visit of this meaning."""
    when: tuple[tuple[str, str], ...] = ()
    if rating.minutes is not None and rating.moment == "before" and _is_per_infusion(rating.scale):
        when = (("day", "0"),)
    elif meaning in MOMENTS:
        when = (("moment", meaning),)
    elif rating.day is not None and not rating.follow_up:
        when = (("day", f"{rating.day:g}"),)
    else:
        when = (("visit", visit_label(rating)),)
    if rating.minutes is not None and _is_per_infusion(rating.scale):
        when += (("minutes", f"{rating.minutes:g}"),)
    return Guess(_make_target(rating, when), _weigh_header(rating), _describe_reason(rating))


def _make_target(rating: Timed, when: tuple[tuple[str, str], ...]) -> Target:
    given = ((("scale", rating.scale),) if rating.scale else ()) + when
    if rating.item:
        return Target("assessments", ITEM, (*given, ("item", str(rating.item))))
    return Target("assessments", "score", given)


def _is_per_infusion(scale: str) -> bool:
    known = find_known_scale(scale)
    return known is not None and known.occasion == "infusion"


def visit_label(rating: Timed) -> str:
    """Return a short name of a visit that is neither before nor after: "T2", "infusion 3"."""
    if rating.infusion:
        return f"{rating.side or 'at'} infusion {rating.infusion}"
    if rating.follow_up:
        return f"follow-up {rating.day:g}" if rating.day is not None else "follow-up"
    if rating.order is not None:
        return f"visit {rating.order}"
    return f"other {rating.moment}".strip()


def let_rows_name_scale(guesses: Sequence[Sequence[Guess]]) -> list[list[Guess]]:
    """Let the rows name the scale of items and totals, where a column of the table does."""
    return [[_drop_scale(guess) for guess in column] for column in guesses]


def _drop_scale(guess: Guess) -> Guess:
    if guess.target.table != "assessments" or guess.target.field not in (ITEM, "score"):
        return guess
    given = tuple(pair for pair in guess.target.given if pair[0] != "scale")
    return replace(guess, target=replace(guess.target, given=given))


def find_score_columns(guesses: Mapping[int, Sequence[Guess]]) -> Iterator[int]:
    """Return the places of the columns that are scores."""
    return (
        p
        for p, column_guesses in guesses.items()
        if any(g.target.field == "score" for g in column_guesses)
    )
