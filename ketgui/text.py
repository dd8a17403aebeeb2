"""Text and numbers in the reader's language: the only place that formats either.

Messages are written in English in the code and looked up in ``resources/locale/<code>.json``.
A message that has a plural is keyed by its singular form and holds as many forms as the language
has. How a language writes numbers and lists is in ``languages``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from ketgui.languages import ENGLISH, LANGUAGES, NO_BREAK_SPACE, Language, Notation
from ketgui.number_words import LARGEST, SpelledNumber
from ketgui.paths import find_resource

MINUS = "\u2212"
# Digits enough for any number with its decimals.
_WIDE = Context(prec=400)

# For each thread its own: a report is written in French while the window stays English.
_language: ContextVar[Language] = ContextVar("language", default=ENGLISH)
# The notation of a journal's style; None outside a report.
_notation: ContextVar[Notation | None] = ContextVar("notation", default=None)
# From ten on, numbers within a sentence are figures.
_FIRST_FIGURE = 10
# From here on, whole numbers have a thousands mark.
_FIRST_GROUPED = 10_000


def use_language(code: str) -> None:
    """Use the language of this code ("en", "fr" …) in this thread from now on.

    Raises
    ------
    ValueError
        If there is no such language.
    """
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code}")
    _language.set(LANGUAGES[code])


def current_language() -> str:
    """Return the code of this thread's current language."""
    return _language.get().code


def language_rules() -> Language:
    """Return the rules of this thread's current language."""
    return _language.get()


def current_notation() -> Notation:
    """Return how results are written: as the style says, where the language follows styles."""
    rules = language_rules()
    return (_notation.get() if rules.follows_styles else None) or rules.notation


@contextmanager
def use_notation(notation: Notation) -> Generator[None]:
    """Write results in a style's notation inside a ``with`` block."""
    token = _notation.set(notation)
    try:
        yield
    finally:
        _notation.reset(token)


@contextmanager
def language(code: str) -> Generator[None]:
    """Use the language of a code inside a ``with`` block."""
    before = _language.get()
    use_language(code)
    try:
        yield
    finally:
        _language.set(before)


@cache
def _catalogue(code: str) -> dict[str, str | list[str]]:
    if code == ENGLISH.code:
        return {}
    return json.loads(find_resource("locale", f"{code}.json").read_text(encoding="utf-8"))


def _(message: str, /, **values: object) -> str:
    """Translate `message` and fill its ``{named}`` places."""
    entry = _catalogue(current_language()).get(message, message)
    text = entry if isinstance(entry, str) else entry[0]
    return text.format(**values) if values else text


def plural(singular: str, many: str, n: int, /, **values: object) -> str:
    """Translate the form of a message that fits `n`, which fills ``{n}``.

    Examples
    --------
    >>> [plural("{n} row", "{n} rows", n) for n in (0, 1, 2)]
    ['0 rows', '1 row', '2 rows']
    """
    return _choose_form(singular, many, n).format(n=SpelledNumber(integer(n)), **values)


def plural_spelled(singular: str, many: str, n: int, /, **values: object) -> str:
    """Translate as `plural` does, with a number below ten in words.

    Examples
    --------
    >>> [plural_spelled("{n} row", "{n} rows", n) for n in (1, 12)]
    ['one row', '12 rows']
    """
    return _choose_form(singular, many, n).format(n=SpelledNumber(spelled(n)), **values)


def plural_start(singular: str, many: str, n: int, /, **values: object) -> str:
    """Translate the beginning of a sentence as `plural` does, with the number in words.

    Examples
    --------
    >>> [plural_start("{n} row", "{n} rows", n) for n in (1, 12)]
    ['One row', 'Twelve rows']
    """
    return _choose_form(singular, many, n).format(n=SpelledNumber(spelled_start(n)), **values)


def _choose_form(singular: str, many: str, n: int) -> str:
    entry = _catalogue(current_language()).get(singular)
    if entry is None:
        return (singular, many)[ENGLISH.plural_form(n)]
    return entry if isinstance(entry, str) else entry[language_rules().plural_form(n)]


def mark(message: str, /) -> str:
    """Mark a declared text for the catalogue; it is translated where it is shown."""
    return message


def number(value: float, decimals: int = 1) -> str:
    r"""Write `value` with `decimals` places, a true minus and the language's decimal mark.

    Examples
    --------
    >>> number(-27.619, 1), number(6.25, 1), number(90000, 0)
    ('−27.6', '6.3', '90\xa0000')
    """
    if not math.isfinite(value):
        raise ValueError("only a finite number can be written")
    rounded = round_half_up(value, decimals)
    # A number that rounds to zero has no sign: "−0.0" would puzzle a reader.
    size = abs(rounded)
    if decimals == 0 and size >= _FIRST_GROUPED:
        return integer(int(rounded))
    return _localised(f"{size if rounded == 0 else rounded:.{decimals}f}")


def round_half_up(value: float, decimals: int = 0) -> Decimal:
    """Round a number, halves away from zero, as a spreadsheet does and a reader expects.

    Like a spreadsheet it takes the number at 15 significant digits, so that 6.25 that came out
    of a calculation as 6.249999999999999 is 6.3.

    Examples
    --------
    >>> round_half_up(6.25, 1), round_half_up(-0.5), round_half_up(1.005, 2)
    (Decimal('6.3'), Decimal('-1'), Decimal('1.01'))
    """
    # Decimal, since round() would round halves to even and binary fractions either way.
    places = Decimal(1).scaleb(-decimals)
    return Decimal(f"{value:.15g}").quantize(places, ROUND_HALF_UP, _WIDE)


def integer(value: int) -> str:
    """Write a whole number, with a thousands mark from 10 000 on."""
    text = f"{value:,}" if abs(value) >= _FIRST_GROUPED else str(value)
    return text.replace(",", language_rules().thousands_mark).replace("-", MINUS)


def spelled(n: int) -> str:
    """Write a whole number within a sentence: below ten in words.

    Examples
    --------
    >>> spelled(2), spelled(12)
    ('two', '12')
    """
    return language_rules().spell(n) if 0 <= n < _FIRST_FIGURE else integer(n)


def spelled_start(n: int) -> str:
    """Write a whole number that begins a sentence: in words, capitalised.

    Examples
    --------
    >>> spelled_start(21), spelled_start(126)
    ('Twenty-one', 'A total of 126')
    """
    if 0 <= n <= LARGEST:
        word = language_rules().spell(n)
        return word[0].upper() + word[1:]
    return _("A total of {n}", n=integer(n))


def percent_sign() -> str:
    """Return "%" with the space that separates it from its number."""
    return f"{current_notation().percent_space}%"


def percent(value: float, decimals: int = 1) -> str:
    """Write a percentage given as 0–100.

    Examples
    --------
    >>> percent(19.0476)
    '19.0%'
    """
    return f"{number(value, decimals)}{percent_sign()}"


def bare(value: float) -> str:
    """Write a setting (50, 2.5) with no more places than it has."""
    return _localised(f"{value:g}")


def exact(value: float) -> str:
    """Write a number to its last digit: read again, it is the same.

    Examples
    --------
    >>> exact(36.87654321), exact(1234567.0), exact(0.5)
    ('36.87654321', '1234567', '0.5')
    """
    return _localised(repr(float(value)).removesuffix(".0"))


def interval(
    low: float, high: float, decimals: int = 1, write: Callable[[float, int], str] = number
) -> str:
    """Write an interval in brackets.

    Examples
    --------
    >>> interval(5.446, 41.9)
    '[5.4, 41.9]'
    """
    return f"[{write(low, decimals)}{language_rules().interval_mark}{write(high, decimals)}]"


def p_value(p: float) -> str:
    """Write a p-value to three places, or as the style shortens it, never ``p = .000``.

    Examples
    --------
    >>> p_value(5.6e-7), p_value(0.0312)
    ('p < .001', 'p = .031')
    """
    notation = current_notation()
    space, value = notation.comparison_space, p_amount(p)
    sign = "" if value[0] in "<>" else f"={space}"
    return f"{notation.p_symbol}{space}{sign}{value}"


def p_amount(p: float) -> str:
    """Write a p-value for a table whose header or label says that it is one.

    Examples
    --------
    >>> p_amount(5.6e-7), p_amount(0.0312)
    ('< .001', '.031')
    """
    notation = current_notation()
    sign, limit = _round_p(p, notation)
    value = limit if notation.keeps_zero_of_p else _without_zero(limit)
    return f"{sign}{notation.comparison_space}{value}" if sign else value


def _round_p(p: float, notation: Notation) -> tuple[str, str]:
    # p is never printed as 0 or as 1, which no test can give.
    if p < 0.001:
        return "<", number(0.001, 3)
    if p >= (0.995 if notation.shortens_p else 0.9995):
        return ">", number(0.99, 2) if notation.shortens_p else number(0.999, 3)
    is_long = p < 0.01 or 0.045 <= p < 0.05
    return "", number(p, 2 if notation.shortens_p and not is_long else 3)


def share(count: int, n: int) -> str:
    """Write a count of a denominator with its percentage.

    Examples
    --------
    >>> share(4, 21)
    '4/21 (19.0%)'
    """
    return f"{integer(count)}/{integer(n)} ({percent(100 * count / n)})"


def mean_sd(mean: float, spread: float, decimals: int = 1) -> str:
    """Write a mean and its standard deviation for a table: "27.6 ± 6.4"."""
    if current_notation().closes_spread:
        return f"{number(mean, decimals)} ({number(spread, decimals)})"
    space = NO_BREAK_SPACE
    return f"{number(mean, decimals)}{space}±{space}{number(spread, decimals)}"


def correlation(r: float, decimals: int = 2) -> str:
    """Write a quantity that cannot exceed one, without its zero where that is the notation."""
    value = number(r, decimals)
    return value if current_notation().keeps_zero else _without_zero(value)


def quote(text: str) -> str:
    """Put text of a file between the language's quotation marks.

    Examples
    --------
    >>> quote("P01")
    '“P01”'
    """
    before, after = language_rules().quotes
    return f"{before}{text}{after}"


def joined(items: list[str]) -> str:
    """Join words into a list: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    first = language_rules().list_mark.join(items[:-1])
    return _("{first} and {last}", first=first, last=items[-1])


def _without_zero(text: str) -> str:
    mark_ = language_rules().decimal_mark
    zero = f"0{mark_}"
    return text.replace(zero, mark_, 1) if text.removeprefix(MINUS).startswith(zero) else text


def _localised(text: str) -> str:
    return text.replace("-", MINUS).replace(".", language_rules().decimal_mark)
