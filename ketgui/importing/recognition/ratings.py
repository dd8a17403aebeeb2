"""The columns of scores and items, judged scale by scale and visit by visit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ketgui.domain.folding import fold
from ketgui.domain.scale_names import find_named_scale
from ketgui.domain.scales import get_scale
from ketgui.importing.recognition import rules
from ketgui.importing.recognition.evidence import Guess, points_of
from ketgui.importing.recognition.layouts import Layout
from ketgui.importing.recognition.profile import Profile
from ketgui.importing.recognition.visits import MOMENTS, Meaning, judge_visits
from ketgui.importing.tables.text_table import TextTable
from ketgui.importing.vocabulary.headers import drop_legend, matches, parts_of
from ketgui.importing.vocabulary.item_headers import find_numbered_items, find_open_series
from ketgui.importing.vocabulary.targets import ITEM, Target
from ketgui.importing.vocabulary.timepoints import Timed, timed
from ketgui.text import _

_NEARLY_ALL = 0.9
_KNOWN_NAME = 0.85
_SURE, _AMBIGUOUS, _UNNAMED, _UNSURE = 3.5, 2.5, 2.0, -1.0
_BARE = points_of(0.6)
# "total" and the like name a score where nothing names its scale.
_SCORE_WORDS = frozenset({"score", "total", "puntaje", "puntuacion", "pontuacao", "escore",
                          "punktwert", "punktzahl", "gesamtwert"})  # fmt: skip
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
    if layout.key not in ("patients", "assessments", "redcap"):
        return Ratings()
    said = _said(table, profiles, layout)
    found = Ratings()
    for place, one in said.items():
        if reason := _no_score(one, layout):
            found.left[place] = reason
    places = [place for place in said if place not in found.left]
    if layout.key == "redcap" and _has_infusions(table):
        # A form of infusions holds the dissociation of each: its own field of the infusion.
        places = [place for place in places if not _is_per_infusion(said[place].scale)]
    if layout.one_row:
        _add_wide({place: said[place] for place in places}, found)
    else:
        for place in places:
            found.guesses[place] = [_in_row(said[place], layout)]
    return found


def _has_infusions(table: TextTable) -> bool:
    return any(
        match.field.key in ("infusion_number", "dose_mg") and match.confidence >= _KNOWN_NAME
        for header in table.headers
        for match in matches(header, ("infusions",))
    )


def _said(table: TextTable, profiles: Sequence[Profile], layout: Layout) -> dict[int, Timed]:
    """Return what each header that may be of a score says; that of its label, where it has one."""
    items = find_items(table, profiles)
    open_ = find_open_series(table.headers)
    found: dict[int, Timed] = {}
    for place, header in enumerate(table.headers):
        one = items.get(header) or _of_header(header)
        if header in open_ and not one.item:
            continue
        labels = table.labels.get(header)
        if not one.title and labels and labels.title:
            one = timed(labels.title) if timed(labels.title).title else one
        if one.title or _is_unnamed_score(header, one, layout, profiles[place]):
            found[place] = one
    return _of_sheet(table, _without_lone_items(found, items, table.headers))


def _without_lone_items(
    found: dict[int, Timed], items: Mapping[str, Timed], headers: Sequence[str]
) -> dict[int, Timed]:
    """Set aside the items of a scale that are not all there, where the scale's total is."""
    totals = {(one.scale, one.moment) for one in found.values() if not (one.item or one.about)}
    return {
        place: replace(one, about="part")
        if one.item and headers[place] not in items and (one.scale, one.moment) in totals
        else one
        for place, one in found.items()
    }


def _of_header(header: str) -> Timed:
    """Return what a header says; of a code and its wording, what the wording says of a scale."""
    parts = [timed(part) for part in parts_of(header)]
    return next((one for one in reversed(parts) if one.title), timed(drop_legend(header)))


def _of_sheet(table: TextTable, found: dict[int, Timed]) -> dict[int, Timed]:
    """Let the sheet or the file name the scale, or the only scale that the other columns name."""
    named = find_named_scale(table.sheet) or find_named_scale(table.file.rpartition(".")[0])
    titles = {(one.scale, one.title) for one in found.values() if one.scale}
    key, title = (named.scale.key, named.title) if named and named.scale else ("", "")
    if not key and len(titles) == 1 and not _has_scale_column(table):
        key, title = next(iter(titles))
    return {
        place: one
        if one.title or not key
        else replace(one, scale=key, title=title, certainty="ambiguous")
        for place, one in found.items()
    }


def _has_scale_column(table: TextTable) -> bool:
    return any(
        match.field.key == "scale" and match.confidence >= 0.85
        for header in table.headers
        for match in matches(header, ("assessments",))
    )


def _is_unnamed_score(header: str, said: Timed, layout: Layout, profile: Profile) -> bool:
    """Tell whether a header is of scores though it names no scale: "Score avant", "post"."""
    numeric = not profile.words or profile.numeric_share + profile.annotated_share >= 0.5
    if said.about or not numeric or (layout.one_row and not said.sure):
        return False
    if layout.one_row:
        by_word = bool(_SCORE_WORDS & set(fold(header).split()))
        return bool(said.moment) or (by_word and said.says_when)
    found = matches(header, ("assessments",))
    return any(m.field.key == "score" and m.confidence >= _KNOWN_NAME for m in found)


def find_items(table: TextTable, profiles: Sequence[Profile]) -> dict[str, Timed]:
    """Return the headers that are a scale's items, where their columns hold no more than items."""
    found = find_numbered_items(table.headers)
    beyond = {
        _series(said)
        for header, profile in zip(table.headers, profiles, strict=True)
        if (said := found.get(header)) and _is_beyond(said, profile)
    }
    return {header: said for header, said in found.items() if _series(said) not in beyond}


def _series(said: Timed) -> Timed:
    return replace(said, item=0)


def _is_beyond(said: Timed, profile: Profile) -> bool:
    if not said.scale:
        return max(profile.values, default=0) > 10
    target = Target("assessments", ITEM, (("scale", said.scale), ("item", str(said.item))))
    return rules.share_in_range(target, profile) < _NEARLY_ALL


def _no_score(said: Timed, layout: Layout) -> str:
    """Return why a column that names a scale holds no score of it, empty if it does."""
    if said.elsewhere and not said.around_tms:
        return _("It is of another treatment.")
    if said.about == "part":
        return _("Only some of the scale’s items are here.")
    if said.about:
        return _("The header says that it is not the score itself.")
    if said.certainty == "unknown":
        return _("{scale} is not a scale that the program knows.", scale=said.title)
    if said.title and not said.sure and not said.item and not said.around_tms:
        return _("A part of the header is not understood.")
    return ""


def _in_row(said: Timed, layout: Layout) -> Guess:
    """Return the guess for a column of a table with one row per rating."""
    given = (("scale", said.scale),) if said.scale else ()
    if moment := said.moment or said.around_tms:
        given += (("moment", moment),)
    if said.item:
        target = Target("assessments", ITEM, (*given, ("item", str(said.item))))
        return Guess(target, _SURE, _("The header is one of a scale’s numbered items."))
    return Guess(Target("assessments", "score", given), _points(said), _reason(said))


def _points(said: Timed) -> float:
    return {"exact": _SURE, "ambiguous": _AMBIGUOUS}.get(said.certainty, _UNNAMED)


def _reason(said: Timed) -> str:
    if said.certainty == "ambiguous":
        return _("The header names the scale, or one like it.")
    if not said.title:
        return _("The header says when, but names no scale.")
    return (
        _("The header names the scale and the moment.")
        if said.says_when
        else (_("The header names the scale."))
    )


def _add_wide(said: Mapping[int, Timed], found: Ratings) -> None:
    """Add the columns of a table with one row per patient, scale by scale."""
    scales: dict[str, list[int]] = {}
    for place, one in said.items():
        scales.setdefault(one.scale, []).append(place)
    meanings = {scale: _meanings(said, places) for scale, places in scales.items()}
    whole = {scale for scale, all_ in meanings.items() if {"before", "after"} <= set(all_.values())}
    for scale, places in scales.items():
        for place in places:
            meaning = meanings[scale][place]
            if meaning == "open" and not said[place].says_when:
                _add_bare(place, said[place], found, has_pair=bool(whole))
            elif scale not in whole and whole and meaning == "open":
                found.left[place] = _("Whether it is before or after treatment is not known.")
            else:
                found.guesses[place] = [_at(said[place], meaning)]


def _meanings(said: Mapping[int, Timed], places: Sequence[int]) -> dict[int, Meaning]:
    return dict(zip(places, judge_visits([said[place] for place in places]), strict=True))


def _add_bare(place: int, said: Timed, found: Ratings, *, has_pair: bool) -> None:
    """Add a score whose moment nothing tells: asked, unless the file has its pairs anyway."""
    if has_pair:
        found.left[place] = _("Whether it is before or after treatment is not known.")
        return
    reason = _("The header names the scale but not the moment.")
    found.guesses[place] = [
        Guess(_target(said, (("moment", moment),)), _BARE, reason) for moment in ("before", "after")
    ]


def _at(said: Timed, meaning: Meaning) -> Guess:
    """Return the guess for a score or an item at a visit of this meaning."""
    when: tuple[tuple[str, str], ...] = ()
    if said.minutes is not None and said.moment == "before" and _is_per_infusion(said.scale):
        when = (("day", "0"),)
    elif meaning in MOMENTS:
        when = (("moment", meaning),)
    elif said.day is not None and not said.follow_up:
        when = (("day", f"{said.day:g}"),)
    else:
        when = (("visit", visit_label(said)),)
    if said.minutes is not None and _is_per_infusion(said.scale):
        when += (("minutes", f"{said.minutes:g}"),)
    return Guess(_target(said, when), _points(said), _reason(said))


def _target(said: Timed, when: tuple[tuple[str, str], ...]) -> Target:
    given = ((("scale", said.scale),) if said.scale else ()) + when
    if said.item:
        return Target("assessments", ITEM, (*given, ("item", str(said.item))))
    return Target("assessments", "score", given)


def _is_per_infusion(scale: str) -> bool:
    try:
        return get_scale(scale).occasion == "infusion"
    except KeyError:
        return False


def visit_label(said: Timed) -> str:
    """Return a short name of a visit that is neither before nor after: "T2", "infusion 3"."""
    if said.infusion:
        return f"{said.side or 'at'} infusion {said.infusion}"
    if said.follow_up:
        return f"follow-up {said.day:g}" if said.day is not None else "follow-up"
    if said.order is not None:
        return f"visit {said.order}"
    return f"other {said.moment}".strip()


def with_scale_column(guesses: Sequence[Sequence[Guess]]) -> list[list[Guess]]:
    """Let the rows name the scale of items and totals, where a column of the table does."""
    return [[_unscaled(guess) for guess in column] for column in guesses]


def _unscaled(guess: Guess) -> Guess:
    if guess.target.table != "assessments" or guess.target.field not in (ITEM, "score"):
        return guess
    given = tuple(pair for pair in guess.target.given if pair[0] != "scale")
    return replace(guess, target=replace(guess.target, given=given))


def scored_places(guesses: Mapping[int, Sequence[Guess]]) -> Iterator[int]:
    """Return the places of the columns that are scores."""
    return (p for p, found in guesses.items() if any(g.target.field == "score" for g in found))
