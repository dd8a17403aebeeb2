"""What each column of each table seems to hold: a guess with its reasons, for the user to see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ketgui.domain.events.adverse_events import SOC_OF_TERM
from ketgui.domain.events.event_terms import find_preferred_term
from ketgui.domain.fields import TABLES, TableName
from ketgui.domain.folding import fold
from ketgui.importing.mapping.mapping import ColumnMapping, TableMapping
from ketgui.importing.recognition import layouts, ranges, rules
from ketgui.importing.recognition.layouts import Layout
from ketgui.importing.recognition.rating_dates import with_rating_dates
from ketgui.importing.tables.text_table import CodedText, TextTable
from ketgui.importing.vocabulary.headers import matches, sheet_table, without_legend
from ketgui.importing.vocabulary.item_headers import numbered_items
from ketgui.importing.vocabulary.targets import ITEM, OTHER, PRESENT, TERMS, Target
from ketgui.importing.vocabulary.timepoints import Timed, timed
from ketgui.importing.vocabulary.words import is_missing, tidy
from ketgui.text import _

_CLEAR_LEAD = 0.1
_LEAST = 0.5
_NEARLY_ALL = 0.9
_NUMBERED = re.compile(
    r"^(.*?[a-z%]) ?(\d{1,2})(?: (?:kg|lbs?|mg|mg kg|min))?$"
    r"|^(?:inf|infusion|perf|perfusion) ?(\d{1,2}) (.+)$"
)
_SAMPLES = 3
_TMS = {"tms", "rtms", "smtr", "emt"}
_REDCAP_OWN = frozenset({"event name", "repeat instrument", "repeat instance"})
# A number of the infusion, in a table that holds both, is the infusion's own.
_OF_INFUSIONS = ("adverse_events", "infusion_number")


@dataclass(frozen=True)
class Guess:
    """A target that a column may have, how surely, and why."""

    target: Target
    confidence: float
    reason: str


def propose(table: TextTable, frame: TableMapping, known: TableMapping | None) -> TableMapping:
    """Say what a table holds; what is already known of its columns stands."""
    layout, reason = _layout(table, known)
    if layout is layouts.UNUSED or not frame.used:
        columns = [_column(table, place) for place in range(len(table.columns))]
        return replace(frame, layout=layout.key, reason=reason, columns=tuple(columns))
    items = _items(table)
    guesses = [_guesses(table, place, layout, items) for place in range(len(table.columns))]
    columns = [
        ranges.as_category(column, cells, layout)
        for column, cells in zip(_settled(table, guesses), table.columns, strict=True)
    ]
    if layout.one_row:
        columns = with_rating_dates(table, columns)
    if known:
        columns = [_as_known(column, known) for column in columns]
    columns = _told_apart(columns)
    ruled = [
        rules.with_rule(column, cells, table.labels.get(column.header))
        for column, cells in zip(columns, table.columns, strict=True)
    ]
    return replace(frame, layout=layout.key, reason=reason, columns=tuple(ruled))


def _layout(table: TextTable, known: TableMapping | None) -> tuple[Layout, str]:
    if known and known.layout:
        return layouts.of_key(known.layout), known.reason
    return layouts.recognise(table)


def _as_known(column: ColumnMapping, known: TableMapping) -> ColumnMapping:
    """Let an answer given before stand, found by letter and header, or by header alone."""
    same = [c for c in known.columns if fold(c.header) == fold(column.header)]
    found = next((c for c in same if c.column == column.column), same[0] if same else None)
    if found is None or found.question == "unsettled":
        return column
    return replace(found, column=column.column, header=column.header, samples=column.samples)


def _items(table: TextTable) -> dict[str, Timed]:
    """Return the headers that are a scale's items, where their columns hold no more than items."""
    found = numbered_items(table.headers)
    beyond = {
        (said.scale, said.moment)
        for header, cells in zip(table.headers, table.columns, strict=True)
        if (said := found.get(header)) and rules.share_in_range(_item_of(said), cells) < _NEARLY_ALL
    }
    return {
        header: said for header, said in found.items() if (said.scale, said.moment) not in beyond
    }


def _item_of(said: Timed) -> Target:
    return Target("assessments", ITEM, (*_scale_of(said), ("item", str(said.item))))


def _guesses(table: TextTable, place: int, layout: Layout, items: dict[str, Timed]) -> list[Guess]:
    header, cells = table.headers[place], table.columns[place]
    if header in items:
        return [_weighed(guess, cells) for guess in _by_time(items[header], layout)]
    found = list(_by_words(header, layout))
    labels = table.labels.get(header)
    if labels and labels.title and fold(labels.title) != fold(header):
        found += [
            replace(g, confidence=g.confidence * 0.95) for g in _by_words(labels.title, layout)
        ]
    checked = [_weighed(guess, cells) for guess in found]
    return sorted((g for g in checked if g.confidence >= _LEAST), key=lambda g: -g.confidence)


def _by_words(header: str, layout: Layout) -> Iterator[Guess]:
    """Guess by a header, without its legend where it has one: "Sexe (1=H, 2=F)"."""
    yield from _by_all_words(without_legend(header), layout)


def _by_all_words(header: str, layout: Layout) -> Iterator[Guess]:
    yield from _by_time(timed(header), layout)
    yield from _by_name(header, layout)
    if layout.one_row or layout.key == "redcap":
        yield from _by_number(header)
        yield from _by_event(header)


def _by_name(header: str, layout: Layout) -> Iterator[Guess]:
    """Guess by the declared fields' names, those of the layout's own table first."""
    if layout.key == "redcap" and fold(header).removeprefix("redcap ") in _REDCAP_OWN:
        if "event" in fold(header):
            words = _("The header is REDCap’s own.")
            yield Guess(Target("assessments", "moment"), 1.0, words)
        return
    for match in matches(header, _tables_in(layout)):
        field = match.field
        if layout.key == "redcap" and (field.table, field.key) == _OF_INFUSIONS:
            continue
        own = field.table == layout.table or field.kind == "id"
        words = _("The header is close to {field}.", field=_(field.title))
        if match.confidence >= 0.9:
            words = _("The header is a known name of {field}.", field=_(field.title))
        worth = match.confidence if own else match.confidence * 0.94
        if field.kind == "id" and field.table != layout.table:
            continue
        # "Site" or "device" beside a patient is hardly of TMS; "stimulator" or "coil" is.
        by_alias = match.how == "alias" and not _TMS & set(fold(header).split())
        if layout.one_row and not own and by_alias:
            worth *= 0.4
        target = Target(field.table, field.key)
        if field.key in ("score_before", "score_after"):
            if timed(header).elsewhere:
                continue
            target = score_at("madrs", field.key.removeprefix("score_"))
        elif target.path == "assessments.score":
            target = Target("assessments", "score", _scale_of(timed(header)))
        yield Guess(target, worth, words)


def _tables_in(layout: Layout) -> tuple[TableName, ...]:
    if layout.key == "redcap":
        return tuple(TABLES)
    if layout.one_row:
        return ("patients", "tms_courses")
    return ("patients", layout.table)


def score_at(scale: str, moment: str) -> Target:
    """Return the target of a total score before or after treatment."""
    return Target("assessments", "score", (("scale", scale), ("moment", moment)))


def _scale_of(said: Timed) -> tuple[tuple[str, str], ...]:
    return (("scale", said.scale),) if said.scale else ()


def _by_time(said: Timed, layout: Layout) -> Iterator[Guess]:
    """Guess by a scale's name in the header, with the moment, day or item it speaks of."""
    if not said.scale or layout.key not in ("patients", "assessments", "redcap"):
        return
    given = _scale_of(said)
    if said.moment:
        given += (("moment", said.moment),)
    elif said.day is not None:
        given += (("day", f"{said.day:g}"),)
    elif layout.one_row and not said.item:
        reason = _("The header names the scale but not the moment.")
        yield Guess(score_at(said.scale, "before"), 0.6, reason)
        yield Guess(score_at(said.scale, "after"), 0.6, reason)
        return
    name = ITEM if said.item else "score"
    if said.item:
        given += (("item", str(said.item)),)
    confidence = 0.97 if said.sure else 0.75
    yield Guess(
        Target("assessments", name, given),
        confidence,
        _("The header names the scale and the moment."),
    )


def _by_number(header: str) -> Iterator[Guess]:
    """Guess infusions that stand in numbered columns: "dose_1", "infusion 2 weight"."""
    found = _NUMBERED.fullmatch(fold(header))
    if not found:
        return
    name, number = (found[1], found[2]) if found[1] else (found[4], found[3])
    name = re.sub(r"\b(?:infusion|perfusion|inf|perf)\b", "", name).strip() or name
    for match in matches(name, ("infusions",)):
        if match.confidence >= 0.85 and match.field.key not in ("infusion_number", "patient_id"):
            target = Target("infusions", match.field.key, (("infusion_number", number),))
            yield Guess(
                target, 0.85, _("The header is {field} with a number.", field=_(match.field.title))
            )


def _by_event(header: str) -> Iterator[Guess]:
    """Guess a column per adverse event, by the event's name."""
    if sheet_table(header) == "adverse_events":
        words = _("The header speaks of adverse events.")
        yield Guess(Target("adverse_events", TERMS), 0.8, words)
    choice = re.search(r"\(choice=(.+)\)", header)
    name = fold(choice[1]) if choice else re.sub(r"^(?:ae|ei|side effect|event) ", "", fold(header))
    term = find_preferred_term(name)
    if term in SOC_OF_TERM and term != "anxiety":
        words = _("The header is the name of an adverse event.")
        yield Guess(Target("adverse_events", PRESENT, (("term", term),)), 0.85, words)


def _weighed(guess: Guess, cells: CodedText) -> Guess:
    """Lower a guess whose column mostly holds what the field cannot, or should not."""
    share = rules.readable_share(guess.target, cells)
    if share < 0.5:
        return replace(guess, confidence=guess.confidence * share)
    if rules.share_in_range(guess.target, cells) < 0.5:
        return replace(guess, confidence=guess.confidence - 0.1)
    return guess


def _settled(table: TextTable, guesses: list[list[Guess]]) -> list[ColumnMapping]:
    """Give each target to the column that claims it best; ask where none clearly does."""
    claims: dict[Target, list[tuple[float, int]]] = {}
    for place, found in enumerate(guesses):
        for guess in found:
            claims.setdefault(guess.target, []).append((guess.confidence, place))
    columns: list[ColumnMapping] = []
    for place, found in enumerate(guesses):
        column = _column(table, place)
        open_ones = [g for g in found if not _is_taken(g, place, claims, guesses)]
        if open_ones:
            best = open_ones[0]
            rivals = [g for g in open_ones if g.confidence > best.confidence - 0.01]
            column = _claimed(column, best, rivals)
        columns.append(column)
    return columns


def _is_taken(
    guess: Guess,
    place: int,
    claims: dict[Target, list[tuple[float, int]]],
    guesses: list[list[Guess]],
) -> bool:
    """Tell whether another column, for which it is the first guess, clearly has the target."""
    return any(
        other != place
        and confidence > guess.confidence + _CLEAR_LEAD
        and guesses[other][0].target == guess.target
        for confidence, other in claims[guess.target]
    )


def _claimed(column: ColumnMapping, best: Guess, rivals: list[Guess]) -> ColumnMapping:
    if len(rivals) > 1:
        return replace(
            column,
            confidence=best.confidence / 2,
            reason=best.reason,
            candidates=tuple(guess.target for guess in rivals),
            question="which_moment",
        )
    return replace(column, target=best.target, confidence=best.confidence, reason=best.reason)


def _told_apart(columns: list[ColumnMapping]) -> list[ColumnMapping]:
    """Ask where two columns would hold the same; another column may always be kept as it is."""
    held = Counter(column.target for column in columns)
    return [
        replace(
            column,
            target=None,
            confidence=column.confidence / 2,
            candidates=(column.target,),
            question="two_columns",
        )
        if column.target and held[column.target] > 1 and column.target.field != OTHER
        else column
        for column in columns
    ]


def _column(table: TextTable, place: int) -> ColumnMapping:
    cells = table.columns[place]
    samples = [tidy(str(w)) for w in cells.some_words(200) if not is_missing(str(w))]
    return ColumnMapping(
        table.letters[place], table.headers[place], samples=tuple(samples[:_SAMPLES])
    )
