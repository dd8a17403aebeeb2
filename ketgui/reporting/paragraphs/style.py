"""Styles of writing statistics in sentences and tables: plain, APA, or a journal's."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from ketgui import text
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Limits
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import _, mark, plural


@dataclass(frozen=True)
class StatisticStyle:
    """One way of writing a statistic.

    Attributes
    ----------
    key, title : str
    keeps_zero : bool
        Whether a quantity that cannot exceed one keeps the zero before its decimal point, in
        English; French always keeps it.
    t_decimals : int
        Decimals of a test statistic.
    names_sd : bool
        Whether a mean is followed by "(SD = 6.4)" instead of "± 6.4".
    df_apart : bool
        Whether degrees of freedom follow the statistic: "t = 7.21, df = 20".
    brackets : bool
        Whether an interval in a sentence is "[5.4, 41.9]" instead of "5.4 to 41.9".
    closes_percent : bool
        Whether "%" follows its number without a space, in English; French always has a space.
    """

    key: str
    title: str
    keeps_zero: bool = False
    t_decimals: int = 3
    names_sd: bool = False
    df_apart: bool = False
    brackets: bool = False
    closes_percent: bool = False


PLAIN = StatisticStyle("plain", mark("Plain"))
APA = StatisticStyle(
    "apa", mark("APA"), t_decimals=2, names_sd=True, brackets=True, closes_percent=True
)
JOURNAL = StatisticStyle(
    "journal",
    mark("Journal (J Affect Disord)"),
    keeps_zero=True,
    df_apart=True,
    closes_percent=True,
)
STYLES: tuple[StatisticStyle, ...] = (PLAIN, APA, JOURNAL)

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
    statistic = text.number(t, _current_style.get().t_decimals)
    if _current_style.get().df_apart:
        return f"t = {statistic}, df = {text.integer(df)}, {format_p_value(p)}"
    return f"t({text.integer(df)}) = {statistic}, {format_p_value(p)}"


def format_p_value(p: float) -> str:
    """Return a p value to three decimals, never as zero."""
    return _restore_zero(text.p_value(p))


def format_correlation(r: float, decimals: int = 2) -> str:
    """Return a quantity that cannot exceed one."""
    return _restore_zero(text.correlation(r, decimals))


def format_mean_sd(mean: float, spread: float, unit: str = "", decimals: int = 1) -> str:
    """Return a mean and its standard deviation for a sentence; `unit` starts with its space."""
    if not _current_style.get().names_sd:
        return text.mean_sd(mean, spread, decimals) + unit
    return _(
        "{mean} (SD = {sd})",
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
    >>> format_limits("95 % CI", (6.396, 11.604))
    '95 % CI 6.4 to 11.6'
    >>> with use_style("apa"):
    ...     format_limits("95 % CI", (6.396, 11.604))
    '95 % CI [6.4, 11.6]'
    >>> format_limits("95 % CI", (-0.93, 0.04), 2, of_coefficient=True)
    '95 % CI −.93 to .04'
    """
    write = format_correlation if of_coefficient else text.number
    low, high = (write(value, decimals) for value in ci)
    if _current_style.get().brackets:
        interval = text.interval(*ci, decimals, write)
    else:
        interval = _("{low} to {high}", low=low, high=high + unit)
    return _("{interval_name} {limits}", interval_name=name, limits=interval)


def format_share(count: int, n: int) -> str:
    r"""Return some of a number of patients with their percentage, for a sentence.

    Examples
    --------
    >>> format_share(4, 21)
    '4/21 (19.0\xa0%)'
    """
    # French writes "chez 4 patients sur 21".
    return plural(
        "{n}/{all} ({percent})",
        "{n}/{all} ({percent})",
        count,
        all=text.integer(n),
        percent=text.percent(100 * count / n),
    )


def format_proportion(rate: Proportion, interval_name: str) -> str:
    """Return a proportion for a sentence: "4/21 (19.0 %; 95 % CI 5.4 to 41.9 %)"."""
    # Callers leave the sentence out if there is no patient to give a rate for.
    assert not isinstance(rate.ci, Unavailable)
    assert not isinstance(rate.percent, Unavailable)
    return plural(
        "{n}/{all} ({percent}; {ci})",
        "{n}/{all} ({percent}; {ci})",
        rate.count,
        all=text.integer(rate.n),
        percent=text.percent(rate.percent),
        ci=format_limits(interval_name, rate.ci, unit=f"{text.NO_BREAK_SPACE}%"),
    )


def set_percent(line: str) -> str:
    """Return a text with the space before "%" that the style asks for."""
    # French typography always has the space.
    if _current_style.get().closes_percent and text.language_rules().may_close_percent:
        return line.replace(f"{text.NO_BREAK_SPACE}%", "%")
    return line


def _restore_zero(value: str) -> str:
    if not _current_style.get().keeps_zero:
        return value
    # A decimal point that follows no digit has lost its zero.
    head, mark_, tail = value.rpartition(text.language_rules().decimal_mark)
    return f"{head}0{mark_}{tail}" if mark_ and not head[-1:].isdigit() else value
