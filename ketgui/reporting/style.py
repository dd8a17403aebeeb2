"""How statistics are written in sentences and tables: plainly, as the APA asks, or a journal."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from ketgui import text
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.proportion import Proportion
from ketgui.text import _, mark


@dataclass(frozen=True)
class Style:
    """One way of writing a statistic.

    Attributes
    ----------
    key, title : str
    keeps_zero : bool
        Whether what cannot exceed one is written with the zero before its mark, in English; the
        French always writes it.
    t_decimals : int
        Places of a test statistic.
    names_sd : bool
        Whether a mean is followed by "(SD = 6.4)" and not by "± 6.4".
    df_apart : bool
        Whether degrees of freedom follow the statistic: "t = 7.21, df = 20".
    """

    key: str
    title: str
    keeps_zero: bool = False
    t_decimals: int = 3
    names_sd: bool = False
    df_apart: bool = False


PLAIN = Style("plain", mark("Plain"))
APA = Style("apa", mark("APA"), t_decimals=2, names_sd=True)
JOURNAL = Style("journal", mark("Journal (J Affect Disord)"), keeps_zero=True, df_apart=True)
STYLES: tuple[Style, ...] = (PLAIN, APA, JOURNAL)

_style: ContextVar[Style] = ContextVar("style", default=PLAIN)


def current_style() -> Style:
    """Return the style now written in."""
    return _style.get()


@contextmanager
def style(key: str) -> Generator[None]:
    """Write in a style inside a ``with`` block.

    Raises
    ------
    ValueError
        If there is no style of that key.
    """
    chosen = next((one for one in STYLES if one.key == key), None)
    if chosen is None:
        raise ValueError(f"no such style: {key}")
    token = _style.set(chosen)
    try:
        yield
    finally:
        _style.reset(token)


def t_test(t: float, df: int, p: float) -> str:
    """Write a t test.

    Examples
    --------
    >>> t_test(7.2124, 20, 5.6e-7)
    't(20) = 7.212, p < .001'
    >>> with style("journal"):
    ...     t_test(7.2124, 20, 5.6e-7)
    't = 7.212, df = 20, p < 0.001'
    """
    written = text.number(t, _style.get().t_decimals)
    if _style.get().df_apart:
        return f"t = {written}, df = {text.integer(df)}, {p_value(p)}"
    return f"t({text.integer(df)}) = {written}, {p_value(p)}"


def p_value(p: float) -> str:
    """Write a p-value to three places, never as zero."""
    return _with_zero(text.p_value(p))


def correlation(r: float, decimals: int = 2) -> str:
    """Write a quantity that cannot exceed one."""
    return _with_zero(text.correlation(r, decimals))


def mean_sd(mean: float, spread: float, unit: str = "", decimals: int = 1) -> str:
    """Write a mean and its standard deviation in a sentence; `unit` begins with its space."""
    if not _style.get().names_sd:
        return text.mean_sd(mean, spread, decimals) + unit
    return _(
        "{mean} (SD = {sd})",
        mean=text.number(mean, decimals) + unit,
        sd=text.number(spread, decimals),
    )


def proportion(rate: Proportion, interval_name: str) -> str:
    """Write a proportion in a sentence: "4/21 (19.0 %; 95 % CI 5.4 to 41.9 %)"."""
    # Nobody is told the rate of nobody: the sentences stop before.
    assert not isinstance(rate.ci, Unavailable)
    assert not isinstance(rate.percent, Unavailable)
    return _(
        "{count}/{n} ({percent}; {interval_name} {low} to {high})",
        count=text.integer(rate.count),
        n=text.integer(rate.n),
        percent=text.percent(rate.percent),
        interval_name=interval_name,
        low=text.number(rate.ci[0]),
        high=text.percent(rate.ci[1]),
    )


def _with_zero(words: str) -> str:
    if not _style.get().keeps_zero:
        return words
    # A mark with nothing before it is one whose zero was left out.
    head, dot, tail = words.rpartition(".")
    return f"{head}0.{tail}" if dot and not head[-1:].isdigit() else words
