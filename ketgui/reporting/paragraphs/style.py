"""Styles of writing statistics in sentences and tables: plain, APA, or a journal's."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from ketgui import text
from ketgui.domain.unavailable import Unavailable
from ketgui.languages import Notation
from ketgui.statistics.rows import Limits
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import NO_BREAK_SPACE, _, mark


@dataclass(frozen=True)
class StatisticStyle:
    """The rules of one way of writing statistics.

    Attributes
    ----------
    key, title : str
    notation : Notation
        Percent signs, zeros and p values, also in tables and captions. In French those of the
        Office québécois de la langue française hold in every style.
    t_decimals : int
        Decimals of a test statistic.
    spread : str
        How a standard deviation follows its mean in a sentence.
    t_test : str
        A t test.
    limits : str
        An interval after its name, in a sentence; `unit` is only at its end.
    repeats_unit : bool
        Whether both limits have their unit, joined by a hyphen unless one is negative.
    with_limits : str
        An amount and its interval.
    """

    key: str
    title: str
    notation: Notation = field(default_factory=Notation)
    t_decimals: int = 3
    spread: str = mark("{mean} ± {sd}")
    t_test: str = "t({df}) = {t}, {p}"
    limits: str = mark("{name} {low} to {high}{unit}")
    repeats_unit: bool = False
    with_limits: str = mark("{amount}, {limits}")


PLAIN = StatisticStyle("plain", mark("Plain"))
# Publication Manual of the American Psychological Association, 7th edition, 6.36 to 6.45.
APA = StatisticStyle(
    "apa",
    mark("APA"),
    Notation(closes_spread=True),
    t_decimals=2,
    spread=mark("{mean} (SD = {sd})"),
    limits=mark("{name} [{low}, {high}]"),
)
# As the Journal of Affective Disorders prints: "19.0 %", "p < 0.001".
JOURNAL = StatisticStyle(
    "journal",
    mark("Journal (J Affect Disord)"),
    Notation(percent_space=NO_BREAK_SPACE, keeps_zero=True, keeps_zero_of_p=True),
    t_test="t = {t}, df = {df}, {p}",
)
# AMA Manual of Style, 11th edition: P alone without its zero, and to two decimals from .01 on.
AMA = StatisticStyle(
    "ama",
    mark("AMA"),
    Notation(keeps_zero=True, p_symbol="P", shortens_p=True, closes_spread=True),
    t_decimals=2,
    spread=mark("{mean} (SD, {sd})"),
    t_test="t_{df} = {t}; {p}",
    limits=mark("{name}, {low}{joint}{high}"),
    repeats_unit=True,
    with_limits=mark("{amount}; {limits}"),
)
STYLES: tuple[StatisticStyle, ...] = (PLAIN, APA, JOURNAL, AMA)

# One for each thread: a report may be written in one style while the window shows another.
_current_style: ContextVar[StatisticStyle] = ContextVar("style", default=PLAIN)


@contextmanager
def use_style(key: str) -> Generator[None]:
    """Use a style inside a ``with`` block.

    Raises
    ------
    ValueError
        If there is no style of that key.
    """
    style = next((style for style in STYLES if style.key == key), None)
    if style is None:
        raise ValueError(f"no such style: {key}")
    token = _current_style.set(style)
    try:
        with text.use_notation(style.notation):
            yield
    finally:
        _current_style.reset(token)


def format_t_test(t: float, df: int, p: float) -> str:
    """Return a t test as text.

    Examples
    --------
    >>> format_t_test(7.2124, 20, 5.6e-7)
    't(20) = 7.212, p < .001'
    >>> with use_style("journal"):
    ...     format_t_test(7.2124, 20, 5.6e-7)
    't = 7.212, df = 20, p < 0.001'
    """
    style = _current_style.get()
    statistic = text.number(t, style.t_decimals)
    return style.t_test.format(t=statistic, df=text.integer(df), p=text.p_value(p))


def format_mean_sd(mean: float, spread: float, unit: str = "", decimals: int = 1) -> str:
    """Return a mean and its standard deviation for a sentence; `unit` starts with its space."""
    style = _current_style.get()
    if style.spread == PLAIN.spread:
        space = NO_BREAK_SPACE
        sd = text.number(spread, decimals)
        return f"{text.number(mean, decimals)}{space}±{space}{sd}{unit}"
    return _(
        style.spread,
        mean=text.number(mean, decimals) + unit,
        sd=text.number(spread, decimals),
    )


def format_limits(
    name: str, ci: Limits, decimals: int = 1, unit: str = "", *, of_coefficient: bool = False
) -> str:
    """Return an interval after its name for a sentence; `unit` starts with its space.

    Limits of a coefficient, which cannot exceed one, are written as the coefficient is.

    Examples
    --------
    >>> format_limits("95% CI", (6.396, 11.604))
    '95% CI 6.4 to 11.6'
    >>> with use_style("apa"):
    ...     format_limits("95% CI", (6.396, 11.604))
    '95% CI [6.4, 11.6]'
    >>> with use_style("ama"):
    ...     format_limits("95% CI", (5.446, 41.907), unit="%")
    '95% CI, 5.4%-41.9%'
    >>> format_limits("95% CI", (-0.93, 0.04), 2, of_coefficient=True)
    '95% CI −.93 to .04'
    """
    style = _current_style.get()
    write = text.correlation if of_coefficient else text.number
    low, high = (write(value, decimals) for value in ci)
    if style.repeats_unit:
        # A hyphen before a minus would be read as part of the number.
        joint = _(" to ") if text.MINUS in low + high else "-"
        return _(style.limits, name=name, low=low + unit, high=high + unit, joint=joint)
    return _(style.limits, name=name, low=low, high=high, unit=unit)


def add_limits(amount: str, limits: str) -> str:
    """Return an amount with its interval, for a sentence.

    Examples
    --------
    >>> add_limits("9.0 points", "95% CI 6.4 to 11.6")
    '9.0 points, 95% CI 6.4 to 11.6'
    """
    style = _current_style.get()
    return _(style.with_limits, amount=amount, limits=limits)


def format_rate(rate: Proportion, interval_name: str) -> str:
    """Return a proportion's percentage and interval, for parentheses."""
    # Callers leave the sentence out if there is no patient to give a rate for.
    assert not isinstance(rate.ci, Unavailable)
    assert not isinstance(rate.percent, Unavailable)
    limits = format_limits(interval_name, rate.ci, unit=text.percent_sign())
    # French sets an interval within a sentence in parentheses of its own.
    if not text.language_rules().follows_styles:
        return _("{percent}; {ci}", percent=text.percent(rate.percent), ci=limits)
    return add_limits(text.percent(rate.percent), limits)


def format_share(count: int, n: int) -> str:
    """Return some of a number of patients with their percentage, for a sentence.

    Examples
    --------
    >>> format_share(4, 21), format_share(0, 21)
    ('four of 21 patients (19.0%)', 'none of 21 patients (0.0%)')
    """
    return _insert_count(count, n, text.percent(100 * count / n))


def format_proportion(rate: Proportion, interval_name: str) -> str:
    """Return a proportion for a sentence: "four of 21 patients (19.0%, 95% CI 5.4 to 41.9%)"."""
    return _insert_count(rate.count, rate.n, format_rate(rate, interval_name))


def _insert_count(count: int, n: int, rate: str) -> str:
    if n == 1:
        return (
            _("the only patient counted ({rate})", rate=rate)
            if count
            else _("no patient ({rate})", rate=rate)
        )
    if not count:
        return _("none of {all} patients ({rate})", all=text.spelled(n), rate=rate)
    return text.plural_spelled(
        "{n} of {all} patients ({rate})",
        "{n} of {all} patients ({rate})",
        count,
        all=text.spelled(n),
        rate=rate,
    )
