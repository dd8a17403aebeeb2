"""The preparation of events for counting: terms harmonised, levels ranked, patients numbered.

Each distinct word is looked up once, and levels become ranks, so that every view counts numbers;
the words return where a line is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.domain.cohort import Cohort
from ketgui.domain.events.adverse_events import (
    NOT_STOPPING,
    RELATEDNESS_ORDER,
    SEVERITY_ORDER,
    STOPPING,
)
from ketgui.domain.events.event_plan import EventPlan
from ketgui.domain.events.event_terms import find_soc, is_no_event, recognise_soc
from ketgui.domain.folding import fold
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.events.view import EventFilters
from ketgui.text import mark

NO_SOC = mark("Not classified")
NO_TERM = mark("Not named")
_JUDGED = ("severity", "relatedness", "serious", "action")


@dataclass(frozen=True, eq=False)
class PreparedEvents:
    """The events that are counted, and the patients over whom.

    Attributes
    ----------
    events : DataFrame, one row an event
        ``patient`` (position among `patients`), ``row`` (in the cohort's table), ``term``, ``soc``,
        ``severity`` and ``relatedness`` (rank from 1, 0 for not recorded), ``serious`` (bool),
        ``infusion`` (number, 0 for not recorded), ``onset`` (text), ``stopped`` (bool).
    patients : ndarray of str
        The denominator, in the order of the cohort.
    harmonised : tuple of (str, str, int)
        A word in the file, the term under which it is counted, and the number of its events.
    suggested_soc : frozenset of str
        Terms whose system organ class is the program's suggestion and not the file's.
    recorded : frozenset of str
        Which of ``severity``, ``relatedness``, ``serious``, ``action`` any event says something
        of; of the others nothing is known, unless there was no event at all.
    asked, not_asked : int
        Patients who, by the file, were asked about events, and those who were not.
    left_out : int
        Events of patients who are not counted.
    """

    events: pd.DataFrame
    patients: Any
    harmonised: tuple[tuple[str, str, int], ...]
    suggested_soc: frozenset[str]
    recorded: frozenset[str]
    asked: int
    not_asked: int
    left_out: int = 0

    def is_known(self, name: str) -> bool:
        """Tell whether anything is known of a column; of no events everything is known."""
        return self.events.empty or name in self.recorded

    @property
    def n(self) -> int:
        """The denominator."""
        return len(self.patients)

    def select(self, filters: EventFilters) -> pd.DataFrame:
        """Return the events that pass the filters."""
        rows = self.events
        keep = np.ones(len(rows), dtype=bool)
        for name, order in (("severity", SEVERITY_ORDER), ("relatedness", RELATEDNESS_ORDER)):
            if levels := getattr(filters, name):
                # Ranks count from 1, and 0 is a level that is not recorded.
                ranks = [order.index(level) + 1 if level else 0 for level in levels]
                keep &= rows[name].isin(ranks).to_numpy()
        if filters.serious != "all":
            keep &= rows["serious"].to_numpy() == (filters.serious == "serious")
        if filters.infusions:
            keep &= rows["infusion"].isin(filters.infusions).to_numpy()
        return rows if keep.all() else rows[keep]


def prepare_events(cohort: Cohort, plan: AnalysisPlan) -> PreparedEvents:
    """Prepare a cohort's events for counting.

    Parameters
    ----------
    cohort : Cohort
    plan : AnalysisPlan
        Its event plan says how terms are harmonised and who is counted.

    Returns
    -------
    PreparedEvents

    Notes
    -----
    Events of patients who are not counted are left out, and their number is recorded; a term that
    says that there was no event is not an event.
    """
    raw = cohort.adverse_events
    patients = _select_patients(cohort, plan.events)
    # Position among the patients counted, −1 for everybody else.
    position = pd.Index(patients).get_indexer(pd.Index(raw["patient_id"]))
    # An event without a term is still an event.
    terms = raw["term"].fillna(NO_TERM)
    event = ~mask_no_events(terms)
    keep = (position >= 0) & event
    raw, terms = raw[keep], terms[keep]
    # First the list of synonyms, then case and accents, so that both kinds of variants meet.
    spelt = _unify_spelling(_map_distinct(terms, plan.events.find_term))
    soc, suggested = _assign_classes(raw["soc"], spelt)
    serious = infer_seriousness(raw)
    events = pd.DataFrame(
        {
            "patient": position[keep],
            "row": np.flatnonzero(keep),
            "term": spelt,
            "soc": soc,
            "severity": _rank_levels(raw["severity"], SEVERITY_ORDER),
            "relatedness": _rank_levels(raw["relatedness"], RELATEDNESS_ORDER),
            "serious": serious.fillna(False).astype(bool),
            "infusion": raw["infusion_number"].fillna(0).astype(int),
            "onset": raw["onset"].fillna(""),
            "stopped": _mask_stopping(raw["action"]),
        }
    ).reset_index(drop=True)
    # Where a file does not say whether a patient was asked, the patient is in neither number.
    was_asked = cohort.patients["events_asked"]
    # Seriousness may be implied by a criterion, which makes it known.
    judged = {name: raw[name] for name in _JUDGED} | {"serious": serious}
    return PreparedEvents(
        events,
        patients,
        _list_harmonised(terms, spelt),
        suggested,
        frozenset(name for name in _JUDGED if judged[name].notna().any()),
        int(was_asked.fillna(False).sum()),
        int((~was_asked.fillna(True)).sum()),
        int((event & (position < 0)).sum()),
    )


def infer_seriousness(raw: pd.DataFrame) -> pd.Series[bool]:
    """Return of each event whether it was serious, as far as its row says.

    Parameters
    ----------
    raw : DataFrame
        Rows of the cohort's adverse events.

    Returns
    -------
    Series of boolean
        Missing where the row says nothing.

    Notes
    -----
    Where the row leaves it open, an event with a criterion of seriousness, or one that ended in
    death, is serious. A severe event is not thereby serious.
    """
    implied = raw["serious_criterion"].notna() | raw["severity"].eq("death").fillna(False)
    return raw["serious"].mask(raw["serious"].isna() & implied, True)


def mask_no_events(terms: pd.Series[str]) -> NDArray[np.bool_]:
    """Return of each term whether it says that there was no event.

    Parameters
    ----------
    terms : Series of str

    Returns
    -------
    ndarray of bool, shape (n,)

    Examples
    --------
    >>> mask_no_events(pd.Series(["nausea", "aucun"])).tolist()
    [False, True]
    """
    none = [str(word) for word in terms.dropna().unique() if is_no_event(str(word))]
    return terms.isin(none).to_numpy(dtype=bool)


def _select_patients(cohort: Cohort, plan: EventPlan) -> Any:
    enrolled = cohort.patients["patient_id"]
    if plan.denominator == "treated":
        enrolled = enrolled[enrolled.isin(cohort.infusions["patient_id"])]
    return enrolled.to_numpy(dtype=object)


def _map_distinct(values: pd.Series[Any], change: Callable[[str], Any]) -> pd.Series[Any]:
    """Change every value, each different one once; what is missing stays so."""
    # A column of many events has few distinct words.
    codes, different = pd.factorize(values)
    changed = pd.array([change(str(value)) for value in different])
    return pd.Series(changed.take(codes, allow_fill=True), index=values.index)


def _unify_spelling(terms: pd.Series[str]) -> pd.Series[str]:
    """Make spellings that differ in case, accents or spaces alike: the most frequent one."""
    frequency = {str(term): int(n) for term, n in terms.value_counts().items()}
    best: dict[str, str] = {}
    # The commonest spelling wins; of equally common ones the first of the alphabet.
    for term in sorted(frequency, key=lambda term: (-frequency[term], term)):
        best.setdefault(fold(term) or term, term)
    # Most files spell consistently: nothing to change.
    if len(best) == len(frequency):
        return terms
    return _map_distinct(terms, lambda term: best[fold(term) or term])


def _assign_classes(
    classes: pd.Series[str], terms: pd.Series[str]
) -> tuple[pd.Series[str], frozenset[str]]:
    """Return each term's system organ class: the file's commonest, else the suggested one."""
    classified = pd.DataFrame(
        {"term": terms, "soc": _unify_spelling(_map_distinct(classes, recognise_soc))}
    ).dropna()
    counts = classified.groupby(["term", "soc"]).size().reset_index(name="n")
    # The class that the file names most often for a term; of a tie the first of the alphabet.
    counts = counts.sort_values(["n", "soc"], ascending=[False, True])
    by_term = dict(zip(*[counts.drop_duplicates("term")[name] for name in ("term", "soc")],
                       strict=True))  # fmt: skip
    class_of = {str(term): by_term.get(term) or find_soc(str(term)) for term in terms.unique()}
    suggested = frozenset(term for term, soc in class_of.items() if soc and term not in by_term)
    return _map_distinct(terms, lambda term: class_of[term] or NO_SOC), suggested


def _rank_levels(values: pd.Series[str], order: tuple[str, ...]) -> pd.Series[int]:
    ranks = {level: rank for rank, level in enumerate(order, 1)}
    return _map_distinct(values, lambda level: ranks.get(level, 0)).fillna(0).astype(int)


def _mask_stopping(actions: pd.Series[str]) -> pd.Series[bool]:
    different = [str(word) for word in actions.dropna().unique()]
    return actions.isin([word for word in different if _is_stopping(word)])


def _is_stopping(action: str) -> bool:
    parts = fold(action).split()
    return any(
        # "Not stopped" and "pas d'arrêt" are the opposite of a stop.
        part.startswith(STOPPING)
        and NOT_STOPPING.isdisjoint(parts[max(0, position - 3) : position])
        for position, part in enumerate(parts)
    )


def _list_harmonised(
    written: pd.Series[str], terms: pd.Series[str]
) -> tuple[tuple[str, str, int], ...]:
    pairs = pd.DataFrame({"word": written, "term": terms})
    counts = pairs.groupby(["term", "word"], sort=False).size().reset_index(name="n")
    # Spaces around a word are trimmed where there are few left to trim.
    counts["word"] = counts["word"].str.strip()
    counts = counts[counts["word"] != counts["term"]]
    counts = counts.groupby(["term", "word"])["n"].sum().reset_index()
    return tuple(
        (str(word), str(term), int(n))
        for word, term, n in zip(counts["word"], counts["term"], counts["n"], strict=True)
    )
