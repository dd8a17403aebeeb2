"""Two scores of one patient at one visit: which of them counts is for the user to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
import pandas as pd

from ketgui.domain.folding import fold
from ketgui.importing.changes import Change, Decision, SeveralChanges
from ketgui.importing.checks.spot import Spot, make_column_issue
from ketgui.importing.issues import Answer, Issue, quote_cell, show_few
from ketgui.importing.recognition import layouts
from ketgui.importing.rows.draft import Draft, Piece, code_words, find_filled
from ketgui.importing.rows.items import compute_scores
from ketgui.importing.rows.rated_scales import find_scales
from ketgui.importing.rows.reading import Values
from ketgui.importing.tables.text_table import Mask
from ketgui.importing.vocabulary.scale_words import is_mean_of_raters
from ketgui.importing.vocabulary.words import tidy
from ketgui.text import _, bare, joined, plural

_MOST_OFFERED = 4
_WHEN = ("moment", "day", "date", "visit", "minutes")


def find_rated_twice(draft: Draft) -> Iterator[Issue]:
    """Ask which of several scores of one patient, scale and visit counts."""
    pieces = [piece for piece in draft.of("assessments") if len(piece)]
    if _are_apart(pieces):
        return
    again = _find_repeated([_number_visits(piece, _NAMED) for piece in pieces])
    # Where every rating has a moment, two of one visit are also two of one moment.
    if all(map(_has_moments, pieces)) and not any(mask.any() for mask in again):
        return
    marked = _find_repeated([_number_visits(piece, _WHEN) for piece in pieces])
    if not any("date" in piece.values for piece in pieces):
        again = marked
    if not any(mask.any() for mask in (*marked, *again)):
        return
    rated = pd.concat([_select_rated(n, piece.take(a | b)) for n, (piece, a, b) in
                       enumerate(zip(pieces, marked, again, strict=True))])  # fmt: skip
    pieces = [piece.take(a | b) for piece, a, b in zip(pieces, marked, again, strict=True)]
    whole = ["patient", "scale", *(key for key in _WHEN if key in rated)]
    same = rated.duplicated(whole, keep=False)
    alike = rated.duplicated([*whole, "score"], keep=False)
    yield from _report_groups(draft, pieces, rated[same], whole)
    yield from _report_copies(draft, pieces, rated[alike & same])
    if "date" in rated and "moment" in rated:
        other = rated[~same & rated["moment"].notna() & rated["date"].notna()]
        other = other[other.duplicated(["patient", "scale", "moment"], keep="first")]
        again_rated = list(_list_locations(other))
        yield from show_few(partial(_report_again, draft, pieces), again_rated)


def _are_apart(pieces: Sequence[Piece]) -> bool:
    """Tell whether each piece is of a visit of its own and holds each patient once."""
    visits = [_find_visit(piece) for piece in pieces]
    if None in visits or len(set(visits)) < len(visits):
        return False
    return all(np.bincount(piece.patient + 1)[1:].max(initial=0) <= 1 for piece in pieces)


def _has_moments(piece: Piece) -> bool:
    """Tell whether every row says "before" or "after"."""
    return bool(find_filled(piece, "moment").all())


def _find_visit(piece: Piece) -> tuple[object, ...] | None:
    """Return the scale and visit that the headers state for all rows of a piece."""
    scales = find_scales(piece)
    named = [piece.values.get(key) for key in ("moment", "day", "visit", "minutes")]
    if scales.strides != (0,) or any(k in piece.columns for k in ("moment", "day")):
        return None
    return (scales[0], *(None if values is None else values[0] for values in named))


def _find_repeated(keys: list[Values]) -> list[Mask]:
    """Return which rows of each piece have a key that another row has too; 0 is no key."""
    # Sorting costs less than a table of a million keys, of which hardly any is there twice.
    whole = np.sort(np.concatenate([*keys, np.empty(0, np.int64)]))
    twice = np.unique(whole[1:][(whole[1:] == whole[:-1]) & (whole[1:] != 0)])
    return [np.isin(block, twice) if len(twice) else np.zeros(len(block), bool) for block in keys]


def _number_visits(piece: Piece, names: Sequence[str]) -> Values:
    """Return a number for each scored row's patient, scale and visit; 0 where it says none.

    Two rows of one number are looked at more closely; a million rows cost some numbers only.
    """
    key = piece.patient.astype(np.int64) * _PRIME + _number_words(*_code_scales(piece))
    has_visit = np.zeros(len(piece), np.bool_)
    named = find_filled(piece, "moment")
    for name in names:
        if name not in piece.values:
            continue
        is_known = find_filled(piece, name)
        is_used = is_known & ~named if name == "visit" else is_known
        key = key * _PRIME + np.where(is_used, _number_values(piece, name), 0)
        has_visit |= is_known
    return np.where(has_visit & (piece.patient >= 0) & ~np.isnan(compute_scores(piece)), key | 1, 0)


_PRIME = 1_000_003
_NAMED = ("moment",)


def _number_values(piece: Piece, key: str) -> Values:
    """Return a number for each value of a field, the same for the same value in every piece."""
    values = piece.values[key]
    if values.dtype.kind == "M":
        return values.astype("datetime64[s]").astype(np.int64)
    if values.dtype.kind == "f":
        return np.nan_to_num(values * 100).astype(np.int64)
    return _number_words(*code_words(piece, key))


def _code_scales(piece: Piece) -> tuple[Values, Values]:
    scales = find_scales(piece)
    return pd.factorize(scales[:1] if scales.strides == (0,) else scales)


def _number_words(codes: Values, words: Values) -> Values:
    return np.array([*(hash(word) >> 8 for word in words), 0], np.int64)[codes]


def _select_rated(index: int, piece: Piece) -> pd.DataFrame:
    """Return the scored rows with their patient, scale and visit."""
    score = compute_scores(piece)
    is_scored = ~np.isnan(score) & (piece.patient >= 0)
    when = {key: piece.values[key][is_scored] for key in _WHEN if key in piece.values}
    frame = pd.DataFrame(
        {
            "piece": index,
            "row": np.flatnonzero(is_scored),
            "patient": piece.patient[is_scored],
            "scale": find_scales(piece)[is_scored],
            "score": score[is_scored],
            **when,
        }
    )
    has_visit = frame[list(when)].notna().any(axis=1) if when else np.zeros(len(frame), np.bool_)
    if "moment" in frame and "visit" in frame:
        # What is before or after is one visit, whatever the file's word for it.
        frame["visit"] = frame["visit"].where(frame["moment"].isna())
    return frame[has_visit]


def _report_groups(
    draft: Draft, pieces: Sequence[Piece], twice: pd.DataFrame, keys: list[str]
) -> Iterator[Issue]:
    if twice.empty:
        return
    if issue := _ask_which_rater(draft, pieces, twice, keys):
        yield issue
        return
    groups = [
        rows
        for _key, rows in twice.groupby(keys, sort=False, dropna=False)
        if rows["score"].nunique() > 1 and not _is_repeated_id(pieces, rows)
    ]
    yield from show_few(partial(_ask_which_counts, draft, pieces), groups)


_RATERS = frozenset(
    {"rater", "raters", "evaluateur", "evaluator", "assessor", "cotateur", "examiner",
     "untersucher", "evaluador", "avaliador", "interviewer"}
)  # fmt: skip


def _ask_which_rater(
    draft: Draft, pieces: Sequence[Piece], twice: pd.DataFrame, keys: list[str]
) -> Issue | None:
    """Ask once whose ratings count, where two raters explain all that stands twice."""
    numbers = pd.factorize(pd.MultiIndex.from_frame(twice[keys].astype(str)))[0].tolist()
    if max(numbers) < 1 or twice["piece"].nunique() > 1:
        return None
    piece = pieces[int(twice["piece"].iloc[0])]
    column = next((c for c in piece.mapping.columns if _RATERS & set(fold(c.header).split())), None)
    if column is None:
        return None
    cells = piece.source.columns[piece.source.letters.index(column.column)]
    rows: list[int] = twice["row"].tolist()
    raters = {row: tidy(cells.at(int(piece.index[row]))) for row in rows}
    by_visit: dict[int, list[str]] = {}
    for number, row in zip(numbers, rows, strict=True):
        by_visit.setdefault(number, []).append(raters[row])
    shared = set(raters.values()).intersection(*by_visit.values())
    if not shared or any(len(set(words)) < len(words) for words in by_visit.values()):
        return None
    answers = tuple(
        Answer(
            _("The mean of the raters")
            if is_mean_of_raters(fold(rater))
            else _("Those of {rater}", rater=quote_cell(rater)),
            SeveralChanges(
                tuple(
                    _leave_out(_make_spot(draft, pieces, location))
                    for location in _list_locations(twice)
                    if raters[location[1]] != rater
                )
            ),
        )
        for rater in sorted(shared, key=_put_mean_first)[:_MOST_OFFERED]
    )
    return make_column_issue(
        "error",
        "rated_twice",
        piece.source,
        column,
        plural(
            "{header}: {n} visit was rated by two or more raters.",
            "{header}: {n} visits were rated by two or more raters.",
            len(by_visit),
            header=column.header,
        ),
        _("Say whose ratings count."),
        answers,
    )


def _put_mean_first(rater: str) -> tuple[bool, str]:
    """Return by what raters are sorted: the mean of them, where it stands among them, is first."""
    return not is_mean_of_raters(fold(rater)), rater


def _report_copies(draft: Draft, pieces: Sequence[Piece], twice: pd.DataFrame) -> Iterator[Issue]:
    """Say once that scores stand twice with the same value, as copies of a sheet have them."""
    if twice.empty or _is_repeated_id(pieces, twice):
        return
    places = list(_list_locations(twice))
    yield _make_spot(draft, pieces, places[-1]).make_issue(
        "warning",
        "rated_twice_alike",
        plural(
            "{n} score stands twice with the same value; it counts once.",
            "{n} scores stand twice or more with the same value; each counts once.",
            len(places) // 2,
        ),
        _("Nothing needs to be done, unless one of them is of another visit or patient."),
    )


def _is_repeated_id(pieces: Sequence[Piece], rows: pd.DataFrame) -> bool:
    """Tell whether the patient stands twice in a table of one row per patient: asked as that."""
    is_one_piece = rows["piece"].nunique() == 1
    mapping = pieces[int(rows["piece"].iloc[0])].mapping
    return is_one_piece and layouts.get_layout(mapping.layout).one_row


def _list_locations(frame: pd.DataFrame) -> Iterator[tuple[int, int]]:
    return zip(frame["piece"].tolist(), frame["row"].tolist(), strict=True)


def _ask_which_counts(draft: Draft, pieces: Sequence[Piece], rows: pd.DataFrame) -> Issue:
    ratings = [_make_spot(draft, pieces, location) for location in _list_locations(rows)]
    values = [bare(value) for value in rows["score"]]
    message = _(
        "The patient {id} has {n} scores at one visit: {scores}.",
        id=quote_cell(ratings[0].patient_id),
        n=len(ratings),
        scores=joined(values),
    )
    fix = _("Say which counts; the others are treated as missing.")
    answers = tuple(
        Answer(
            _("{score} (row {row})", score=value, row=spot.file_row),
            _leave_others_out(ratings, spot),
        )
        for spot, value in list(zip(ratings, values, strict=True))[:_MOST_OFFERED]
    )
    return ratings[-1].make_issue("error", "rated_twice", message, fix, answers)


def _make_spot(draft: Draft, pieces: Sequence[Piece], location: tuple[int, int]) -> Spot:
    piece = pieces[location[0]]
    field = "score" if "score" in piece.columns else next(iter(piece.columns), "score")
    return Spot(draft, piece, location[1], field)


def _leave_others_out(ratings: Sequence[Spot], chosen: Spot) -> SeveralChanges:
    """Return the decisions that leave every other score out."""
    return SeveralChanges(tuple(_leave_out(spot) for spot in ratings if spot is not chosen))


def _leave_out(spot: Spot) -> Change:
    source = spot.piece.source
    if layouts.get_layout(spot.piece.mapping.layout).one_row:
        letter = spot.column.column if spot.column else ""
        return Decision("missing", source.file, source.sheet, spot.file_row, letter, spot.text)
    return Decision("leave_out", source.file, source.sheet, spot.file_row)


def _report_again(draft: Draft, pieces: Sequence[Piece], location: tuple[int, int]) -> Issue:
    return _make_spot(draft, pieces, location).make_issue(
        "warning",
        "rated_again",
        _("The patient has another rating of another date that is called the same."),
        _("The rating nearer to the infusions is used; rename the other if that is wrong."),
    )
