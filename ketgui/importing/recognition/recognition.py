"""What each column of a table seems to hold: the best assignment of all columns as a whole.

Each column's header, cells, neighbours and labels give points to the fields that it may hold; the
assignment with the most points is chosen, and what decided it is shown as the reason. What nearly
tied is asked, and what is weak stays out by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from ketgui.domain.folding import fold
from ketgui.domain.known_scales import get_declared_scales
from ketgui.importing.mapping.mapping import ColumnMapping, TableMapping
from ketgui.importing.recognition import layouts, neighbours, ranges, rules
from ketgui.importing.recognition.assignment import assign
from ketgui.importing.recognition.claims import (
    find_claims,
    guess_shared_weight,
    has_numbered_infusion,
)
from ketgui.importing.recognition.evidence import Guess, weigh
from ketgui.importing.recognition.layouts import Layout
from ketgui.importing.recognition.profile import Profile
from ketgui.importing.recognition.rating_dates import find_rating_dates
from ketgui.importing.recognition.ratings import Ratings, find_ratings, let_rows_name_scale
from ketgui.importing.recognition.systems import (
    System,
    drop_weak_ids,
    find_system,
    guess_codes,
    is_own,
    weigh_by_system,
)
from ketgui.importing.tables.text_table import TextTable
from ketgui.importing.vocabulary.headers import TMS_WORDS, drop_legend, split_header
from ketgui.importing.vocabulary.targets import OTHER, Target
from ketgui.importing.vocabulary.words import is_missing, tidy

_CLOSE = 0.5
_SAMPLES = 3
_LABEL_WORTH = 0.9


def propose(
    table: TextTable,
    frame: TableMapping,
    answer: TableMapping | None,
    ids: Collection[str] = frozenset(),
) -> TableMapping:
    """Say what a table holds; what is already known of its columns stands.

    Parameters
    ----------
    table : TextTable
        The table, its header found.
    frame : TableMapping
        How it was framed.
    answer : TableMapping or None
        The user's answers about it, or about a table with the same headers.
    ids : collection of str
        Patients' ids in the other tables: a column that shares them is the patients'.
    """
    profiles = [Profile(cells) for cells in table.columns]
    columns = [_make_column(table, index) for index in range(len(table.columns))]
    table = replace(table, headers=table.own_headers)
    layout, reason = _find_layout(table, answer, profiles)
    if layout is layouts.UNUSED or not frame.used:
        return replace(frame, layout=layout.key, reason=reason, columns=tuple(columns))
    ratings = find_ratings(table, layout, profiles)
    system = find_system(table.headers)
    guesses = _make_guesses(table, layout, profiles, ratings, ids, system)
    columns = _assign_targets(columns, guesses, ratings)
    columns = [
        ranges.convert_to_category(column, cells, layout)
        for column, cells in zip(columns, table.columns, strict=True)
    ]
    if layout.one_row:
        dated = find_rating_dates(table.headers, profiles, columns)
        columns = [
            column if is_own(column.header, system) else of_rating
            for column, of_rating in zip(columns, dated, strict=True)
        ]
    columns = neighbours.add_terms(columns, layout)
    columns = neighbours.place_seriousness(columns, layout)
    columns = neighbours.recognise_anxiety(columns, profiles, layout)
    columns = neighbours.drop_raters_of_visits(columns, profiles, layout)
    columns = neighbours.drop_constant_infusions(columns, profiles)
    columns = neighbours.add_units(columns, profiles)
    if answer:
        columns = [_apply_answer(column, answer) for column in columns]
    columns = _ask_about_shared_targets(columns)
    ruled = [
        rules.propose_rule(column, cells, table.labels.get(header))
        for column, header, cells in zip(columns, table.headers, table.columns, strict=True)
    ]
    return replace(frame, layout=layout.key, reason=reason, columns=tuple(ruled))


def _names_declared_scale(column: ColumnMapping) -> bool:
    """Tell whether a column is of a scale that the plan declares."""
    key = column.target.of("scale") if column.target else ""
    return key in {scale.key for scale in get_declared_scales()}


def _find_layout(
    table: TextTable, answer: TableMapping | None, profiles: Sequence[Profile]
) -> tuple[Layout, str]:
    if answer and answer.layout:
        return layouts.get_layout(answer.layout), answer.reason
    return layouts.recognise(table, profiles)


def _apply_answer(column: ColumnMapping, answer: TableMapping) -> ColumnMapping:
    """Let an answer given before stand, found by letter and header, or by header alone."""
    same = [c for c in answer.columns if fold(c.header) == fold(column.header)]
    earlier = next((c for c in same if c.column == column.column), same[0] if same else None)
    if earlier is None or earlier.question == "unsettled":
        return column
    # The plan may declare a scale that nobody knew when the file was first read.
    if not earlier.by_user and _names_declared_scale(column):
        return column
    return replace(earlier, column=column.column, header=column.header, samples=column.samples)


def _make_guesses(
    table: TextTable,
    layout: Layout,
    profiles: Sequence[Profile],
    ratings: Ratings,
    ids: Collection[str],
    system: System | None,
) -> list[list[Guess]]:
    """Return what each column may hold, weighed by its cells and its neighbours."""
    guesses: list[list[Guess]] = []
    numbered = layout.one_row and any(map(has_numbered_infusion, table.headers))
    of_tms = any(TMS_WORDS & set(fold(header).split()) for header in table.headers)
    for index, profile in enumerate(profiles):
        claimed = [*ratings.guesses.get(index, ())]
        if index not in ratings.left and not claimed:
            claimed = _list_claims(table, index, layout, of_tms=of_tms)
            claimed = weigh_by_system(claimed, table.headers[index], system, layout.table)
            if system and not claimed and not is_own(table.headers[index], system):
                claimed = guess_codes(profile, layout.table)
            claimed += guess_shared_weight(table.headers[index]) if numbered else ()
        weighed = [weigh(guess, profile, layout.one_row) for guess in claimed]
        guesses.append([neighbours.weigh_by_ids(guess, profile, ids) for guess in weighed])
    if any(g.target.path == "assessments.scale" and g.points > 0 for c in guesses for g in c):
        guesses = let_rows_name_scale(guesses)
    guesses = drop_weak_ids(guesses)
    if layout.key == "assessments":
        guesses = neighbours.number_by_session(table.headers, profiles, guesses)
    if layout.key == "redcap":
        guesses = neighbours.number_by_instance(table.headers, profiles, guesses)
        guesses = neighbours.weigh_by_form(table.headers, guesses)
    return neighbours.weigh_series(table.headers, guesses)


def _list_claims(table: TextTable, index: int, layout: Layout, *, of_tms: bool) -> list[Guess]:
    """Return what a header claims, without its legend ("Sexe (1=H, 2=F)"), and what its label."""
    header = table.headers[index]
    claimed = list(find_claims(drop_legend(header), layout, of_tms=of_tms))
    labels = table.labels.get(header)
    titles = [labels.title] if labels and labels.title else split_header(header)
    for title in titles:
        if fold(title) != fold(header):
            claimed += [
                replace(guess, points=guess.points * _LABEL_WORTH)
                for guess in find_claims(drop_legend(title), layout, of_tms=of_tms)
            ]
    return claimed


def _assign_targets(
    columns: Sequence[ColumnMapping], guesses: Sequence[Sequence[Guess]], ratings: Ratings
) -> list[ColumnMapping]:
    """Give each column its target in the best assignment; ask where another is nearly as good."""
    best = [_find_best(by_target) for by_target in guesses]
    chosen = assign(
        [{t: g.points for t, g in by_target.items() if g.points > 0} for by_target in best]
    )
    settled: list[ColumnMapping] = []
    for index, (column, target) in enumerate(zip(columns, chosen, strict=True)):
        if target is None:
            settled.append(_leave_without_target(column, index, best, chosen, ratings))
            continue
        guess = best[index][target]
        rivals = [
            t for t, g in best[index].items() if _is_tie(g, guess) and _is_free(t, target, chosen)
        ]
        if len(rivals) > 1 or _is_contested(index, target, best):
            settled.append(_ask(column, guess, rivals))
        else:
            settled.append(
                replace(column, target=target, confidence=guess.confidence, reason=guess.describe())
            )
    return settled


def _find_best(guesses: Sequence[Guess]) -> dict[Target, Guess]:
    best: dict[Target, Guess] = {}
    for guess in sorted(guesses, key=lambda g: -g.points):
        best.setdefault(guess.target, guess)
    return best


def _is_tie(guess: Guess, other: Guess) -> bool:
    return guess.points > 0 and abs(guess.points - other.points) < _CLOSE


def _is_free(target: Target, own: Target, chosen: Sequence[Target | None]) -> bool:
    return target == own or target not in chosen


def _is_contested(index: int, target: Target, best: Sequence[dict[Target, Guess]]) -> bool:
    """Tell whether another column that has nothing better claims the target as surely."""
    own = best[index][target]
    return any(
        other != index
        and target in by_target
        and _is_tie(by_target[target], own)
        and max(by_target.values(), key=lambda g: g.points).target == target
        for other, by_target in enumerate(best)
    )


def _leave_without_target(
    column: ColumnMapping,
    index: int,
    best: Sequence[dict[Target, Guess]],
    chosen: Sequence[Target | None],
    ratings: Ratings,
) -> ColumnMapping:
    """Return a column that has no target: contested, weak, or known to be no data."""
    lost = [g for t, g in best[index].items() if g.points > 0 and _is_contested(index, t, best)]
    if lost:
        return _ask(column, lost[0], [lost[0].target])
    weak = max(best[index].values(), key=lambda g: g.points, default=None)
    reason = ratings.left.get(index) or (weak.describe() if weak else "")
    return replace(column, reason=reason)


def _ask(column: ColumnMapping, guess: Guess, rivals: Sequence[Target]) -> ColumnMapping:
    question = "which_moment" if len(rivals) > 1 else "two_columns"
    return replace(
        column,
        confidence=guess.confidence / 2,
        reason=guess.reason,
        candidates=tuple(rivals),
        question=question,
    )


def _ask_about_shared_targets(columns: Sequence[ColumnMapping]) -> list[ColumnMapping]:
    """Ask where two columns are to hold the same, as answers given by hand may say."""
    counts = Counter(column.target for column in columns)
    return [
        replace(
            column,
            target=None,
            confidence=column.confidence / 2,
            candidates=(column.target,),
            question="two_columns",
        )
        if column.target and counts[column.target] > 1 and not is_kept_aside(column)
        else column
        for column in columns
    ]


def find_ids(table: TextTable, mapping: TableMapping) -> frozenset[str]:
    """Return some of the patients' ids in a table, none where its column of ids is not known."""
    if not mapping.used:
        return frozenset()
    for column, cells in zip(mapping.columns, table.columns, strict=True):
        if column.target and column.target.field == "patient_id":
            return frozenset(Profile(cells).words)
    return frozenset()


def is_kept_aside(column: ColumnMapping) -> bool:
    """Tell whether a column is kept for grouping alone."""
    return column.target is not None and column.target.field == OTHER


def _make_column(table: TextTable, index: int) -> ColumnMapping:
    cells = table.columns[index]
    samples = [tidy(str(w)) for w in cells.some_words(200) if not is_missing(str(w))]
    return ColumnMapping(
        table.letters[index], table.headers[index], samples=tuple(samples[:_SAMPLES])
    )
