"""Words agree with numbers: what is printed anywhere is a number of the analysis, in its places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from ketgui.domain.unavailable import Unavailable
from ketgui.figures.catalogue import list_figures_of_tab
from ketgui.figures.spec import DirectLabel, FigureSpec, Rule
from ketgui.reporting.paragraphs.prose import describe_results
from ketgui.reporting.tables.display_table import format_cell
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results import RESULTS
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.percent_improvement import PercentImprovement
from ketgui.statistics.results.outcomes.trajectory import Trajectory
from ketgui.statistics.rows import Correlation, Count, Number, PValue, Range, Share
from ketgui.text import LANGUAGES, current_language, language
from tests.number_reading import (
    bare,
    numbers_of,
    p_token,
    plain,
    read_numbers_in_words,
    tokens,
)
from tests.random_cohort import SEEDS, random_analysis


@pytest.fixture(scope="module", params=SEEDS)
def analysis(request, analysis_of) -> Analysis:
    return random_analysis(request.param, analysis_of)


@pytest.fixture(params=LANGUAGES)
def spoken(request) -> Iterator[str]:
    with language(request.param):
        yield request.param


def rate_tokens(rate: Any, level: str, is_counted: bool = True) -> list[str]:
    low, high = rate.ci
    counted = [str(rate.count)] if rate.count and is_counted else []
    return [*counted, plain(100 * rate.count / rate.n, 1), level, plain(low, 1), plain(high, 1)]


def change_tokens(analysis: Analysis, level: str) -> list[str]:
    change: Any = analysis[PairedChange]
    said = [(change.mean_before, 1), (change.sd_before, 1), (change.mean_after, 1),
            (change.sd_after, 1), (change.mean_difference, 1), (change.df, 0),
            (change.t, 3), (change.cohen_dz, 2)]  # fmt: skip
    said += [(change.n, 0)] if change.n < analysis.cohort.enrolled else []
    said += [(limit, 1) for limit in change.difference_ci]
    said += [(limit, 2) for limit in change.cohen_dz_ci]
    return [*(plain(value, places) for value, places in said), level, level, p_token(change.p)]


def percent_tokens(analysis: Analysis, level: str) -> list[str]:
    percent: Any = analysis[PercentImprovement]
    # Scores that worsened are said to worsen, without a minus.
    sign = -1 if percent.of_means < 0 else 1
    values = (abs(percent.mean), percent.sd, abs(percent.of_means))
    limits = sorted(sign * limit for limit in percent.of_means_ci)
    n = percent.n if percent.n != analysis[PairedChange].n else None
    return [level, *([str(n)] if n else []), *(plain(value, 1) for value in (*values, *limits))]


def outcome_tokens(analysis: Analysis, level: str) -> list[str]:
    outcomes = analysis[Outcomes]
    # Of a single responder in remission the sentence says "this patient".
    is_joined = analysis.plan.remitters_are_responders and outcomes.remission.count
    is_counted = not (is_joined and outcomes.response.count == 1)
    return [
        str(outcomes.response.n),
        *rate_tokens(outcomes.response, level),
        *rate_tokens(outcomes.partial_response, level),
        *rate_tokens(outcomes.remission, level, is_counted),
    ]


def test_the_paragraph_says_the_numbers_of_the_analysis_and_no_others(analysis, spoken):
    level = bare(100 * analysis.plan.confidence_level)
    unrated = analysis.cohort.enrolled - analysis.pairs.analysed
    expected = {
        2: change_tokens(analysis, level),
        3: percent_tokens(analysis, level),
        4: outcome_tokens(analysis, level),
        5: [str(unrated)] if unrated else [],
    }
    sentences = tuple(describe_results(analysis).values())
    for place, numbers in expected.items():
        sentence = read_numbers_in_words(sentences[place], spoken)
        assert Counter(tokens(sentence)) == Counter(numbers), sentences[place]


def cell_tokens(cell: Any) -> list[str] | None:
    """Return what a cell should say, None where it is words."""
    match cell:
        case Number(value, places, _unit, spread):
            more = [plain(spread, places)] if isinstance(spread, float) else []
            return [plain(value, places), *more]
        case Count(value):
            return [str(value)]
        case Share(count, n):
            return [str(count), str(n), plain(100 * count / n, 1)]
        case Range(low, high, places):
            return [plain(low, places), plain(high, places)]
        case Correlation(r, places):
            return [plain(r, places)]
        case PValue(p):
            return [p_token(p)]
        case _:
            return None


@pytest.mark.parametrize("kind", RESULTS, ids=lambda kind: kind.key)
def test_tables_say_the_numbers_of_their_result(kind, analysis, spoken):
    # The cohort's own rates and change, which stand beside others', are published once.
    # What the user has set stands in the plan, and in the tables beside what follows from it.
    known = list(numbers_of([analysis[one].as_dict() for one in (kind, Outcomes, PairedChange)]))
    known += numbers_of([analysis.plan.as_dict(), analysis.plan.resolve_definitions()])
    # The level that an interval achieves is a share in the file and a percentage in the table.
    known += [100 * value for value in known if 0 < value < 1]
    for row in analysis[kind].rows():
        for cell in row.cells:
            expected = cell_tokens(cell)
            if expected is None:
                continue
            assert tokens(format_cell(cell)) == expected, row.label.text
            for name in ("value", "low", "high", "r", "p"):
                if (value := getattr(cell, name, None)) is not None and not isinstance(cell, Count):
                    assert any(value == pytest.approx(one) for one in known), row.label.text


def pool(analysis: Analysis) -> list[float]:
    """Return every number that a figure may be lettered with."""
    plan, pairs = analysis.plan, analysis.pairs
    scores = np.concatenate((pairs.before, pairs.after, pairs.difference))
    percents = pairs.percent_reduction
    found = [float(v) for v in (*scores, *percents, *-percents) if np.isfinite(v)]
    for result in analysis.results.values():
        found += numbers_of(result.as_dict())
    found += numbers_of([plan.as_dict(), plan.resolve_definitions()])
    settings = (getattr(plan, one.name) for one in fields(plan))
    found += [float(v) for v in settings if isinstance(v, int | float)]
    found += [100 * plan.confidence_level, analysis.cohort.enrolled, pairs.analysed]
    found += [analysis.cohort.enrolled - pairs.analysed, int(np.isfinite(percents).sum())]
    course = analysis[Trajectory].ratings
    found += [*course["score"].tolist(), course["patient_id"].nunique()]
    # Blom's (1958) quantiles, which the table of the normal quantiles has.
    n = pairs.analysed
    found += norm.ppf((np.arange(1, n + 1) - 0.375) / (n + 0.25)).tolist()
    # The definitions tried in the strip of cut-offs.
    found += [8, 9, 10, 11, 12, 30, 35, 40, 45, 50, 55, 60]
    return found


def lettering(spec: FigureSpec) -> Iterator[str]:
    """Return the words of a figure, but for the bare numbers along its axes."""
    yield from (
        spec.title,
        spec.caption,
        *(cell for t in spec.make_tables() for row in t.rows for cell in row),
    )
    for panel in spec.panels:
        yield from (panel.title, panel.subtitle, panel.x.label, panel.y.label)
        yield from (entry.text for entry in panel.legend)
        for axis in (panel.x, panel.y):
            # A name in two lines is one name.
            named = (words for _at, words in axis.ticks or () if not is_bare(words))
            yield from (words.replace("\n(", " (") for words in named)
        for drawn in panel.marks:
            if isinstance(drawn, DirectLabel):
                yield drawn.text
            if isinstance(drawn, Rule):
                yield drawn.label
            yield from getattr(drawn, "hover", ())


def is_bare(words: str) -> bool:
    return not re.search(r"[^\W\d_]|%", words)


def unsaid(analysis: Analysis, words: str, known: list[float]) -> list[str]:
    """Return the numbers in a text that no number of the analysis rounds to."""
    for one in analysis.plan.published:
        words = words.replace(one.study, "")
    reasons = [leaf.reason for leaf in reasons_of([r.as_dict() for r in analysis.results.values()])]
    for reason in reasons:
        words = words.replace(reason, "")
    found = []
    for token in tokens(words):
        places = len(token.partition(".")[2])
        if not any(plain(value, places) == token or bare(value) == token for value in known):
            found.append(token)
    return found


def reasons_of(value: Any) -> Iterator[Unavailable]:
    if isinstance(value, Unavailable):
        yield value
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from reasons_of(item)


@pytest.mark.parametrize("figure", list_figures_of_tab("outcomes"), ids=lambda figure: figure.key)
def test_figures_are_lettered_with_the_numbers_of_the_analysis(figure, analysis, spoken):
    # p is shown as "< .001" where it is smaller, and never as 1.000.
    known = [*pool(analysis), 0.001, 0.999]
    for words in lettering(figure.build(analysis)):
        assert not unsaid(analysis, words, known), words


def test_a_number_that_is_not_of_the_analysis_is_found(analysis, spoken):
    mark = "." if current_language() == "en" else ","
    for words in (f"mean 1234{mark}5", f"in 4321 patients (77{mark}771 %)"):
        assert unsaid(analysis, words, pool(analysis))


def test_numbers_are_found_however_they_are_written():
    assert tokens("P01: 27,6\u00a0± 6,4 [−1.2, .05] of 20\u00a0000 (d_z = 1.50)") == [
        "27.6", "6.4", "-1.2", "0.05", "20000", "1.50",
    ]  # fmt: skip
