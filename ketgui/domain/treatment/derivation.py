"""Values that follow from parameters: each a number with its arithmetic, or a reason.

The arithmetic is kept beside the number, so that a reader can check by hand what the program says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil, isfinite, prod

from ketgui.domain.treatment.parameters import add_unit, format_plain
from ketgui.domain.unavailable import Unavailable
from ketgui.text import _, mark

NOT_REPORTED = Unavailable(mark("not reported"))
IMPOSSIBLE = Unavailable(mark("rests on a value that cannot be"))

ValueCheck = Callable[[float], bool]


@dataclass(frozen=True)
class DerivedValue:
    """A value calculated from a protocol's parameters, with the arithmetic that gives it.

    Attributes
    ----------
    key, term, unit : str
        Its name in files, the field's word for it, the unit of `value`.
    value : float or Unavailable
        Full precision.
    decimals : int
        Decimals with which it is written.
    formula : str
        The arithmetic with its result, ready to show; empty where there is no value.
    missing : tuple of str
        Keys of the parameters that are not reported and without which there is no value.
    clock : bool
        Whether it is a time in minutes to be written as minutes and seconds.
    """

    key: str
    term: str
    value: float | Unavailable
    unit: str = ""
    decimals: int = 0
    formula: str = ""
    missing: tuple[str, ...] = ()
    clock: bool = False

    def format(self) -> str:
        """Return the value with its unit in the user's language, or the reason for its lack."""
        if isinstance(self.value, Unavailable):
            return _(self.value.reason)
        figures = (
            format_clock(self.value) if self.clock else format_plain(self.value, self.decimals or 1)
        )
        return add_unit(figures, self.unit)


@dataclass(frozen=True)
class Quantity:
    """The declaration of a derived value; see ``DerivedValue``."""

    key: str
    term: str
    unit: str = ""
    decimals: int = 0
    clock: bool = False

    def of(
        self, value: float | Unavailable, formula: str = "", missing: tuple[str, ...] = ()
    ) -> DerivedValue:
        """Return this quantity with a value."""
        return DerivedValue(
            self.key, self.term, value, self.unit, self.decimals, formula, missing, self.clock
        )


Need = float | DerivedValue | None


@dataclass(frozen=True)
class Factor:
    """One factor of a product and how it is written in the arithmetic."""

    value: Need
    write: Callable[[float], str]


def is_positive(value: float) -> bool:
    """Tell whether a value is above 0.

    Parameters
    ----------
    value : float

    Returns
    -------
    bool
    """
    return value > 0


def derive(
    quantity: Quantity,
    needs: Mapping[str, Need],
    amount: Callable[..., float],
    write: Callable[..., str],
    checks: Mapping[str, ValueCheck] | None = None,
) -> DerivedValue:
    """Derive a quantity from what it needs.

    Parameters
    ----------
    quantity : Quantity
        What is derived.
    needs : mapping of str to float, DerivedValue or None
        Parameters by key; None is not reported; a derived value passes on what it lacks.
    amount, write : callable
        The value, and its arithmetic without the result, from the needs in their order.
    checks : mapping of str to callable
        Condition on a need; above 0 by default.

    Returns
    -------
    DerivedValue
        ``NOT_REPORTED`` where a need is not reported, ``IMPOSSIBLE`` where one fails its check.

    Examples
    --------
    >>> rate = Quantity("rate", "Rate", "mg/h")
    >>> needs = {"mg": 35.0, "h": 1.0}
    >>> result = derive(rate, needs, lambda mg, h: mg / h, lambda mg, h: f"{mg} ÷ {h}")
    >>> result.value, derive(rate, {"mg": None}, float, str).missing
    (35.0, ('mg',))
    """
    if missing := list_missing(needs):
        return quantity.of(NOT_REPORTED, missing=missing)
    # Reported does not mean usable: a derived need may itself rest on an impossible value.
    values = {key: value for key, need in needs.items() if (value := _get_number(need)) is not None}
    tests = {key: (checks or {}).get(key, is_positive) for key in values}
    fit = all(isfinite(value) and tests[key](value) for key, value in values.items())
    if len(values) < len(needs) or not fit:
        return quantity.of(IMPOSSIBLE)
    value = amount(*values.values())
    # Products of typed numbers can overflow.
    if not isfinite(value):
        return quantity.of(IMPOSSIBLE)
    return quantity.of(value, f"{write(*values.values())} = {quantity.of(value).format()}")


def list_missing(needs: Mapping[str, Need]) -> tuple[str, ...]:
    """Return the keys of the parameters that are not reported, each once.

    Parameters
    ----------
    needs : mapping of str to float, DerivedValue or None

    Returns
    -------
    tuple of str
    """
    keys: list[str] = []
    for key, need in needs.items():
        # A derived value lacks what its own needs lack.
        keys += need.missing if isinstance(need, DerivedValue) else [key] * (need is None)
    return tuple(dict.fromkeys(keys))


def derive_product(
    quantity: Quantity,
    factors: Mapping[str, Factor],
    checks: Mapping[str, ValueCheck] | None = None,
) -> DerivedValue:
    """Derive a quantity that is the product of its factors.

    Parameters
    ----------
    quantity : Quantity
        What is derived.
    factors : mapping of str to Factor
        By the keys of their parameters.
    checks : mapping of str to callable
        As of ``derive``.

    Returns
    -------
    DerivedValue
    """

    def amount(*values: float) -> float:
        return prod(values)

    def write(*values: float) -> str:
        written = zip(factors.values(), values, strict=True)
        return " × ".join(factor.write(value) for factor, value in written)

    needs = {key: factor.value for key, factor in factors.items()}
    return derive(quantity, needs, amount, write, checks)


def _get_number(need: Need) -> float | None:
    value = need.value if isinstance(need, DerivedValue) else need
    return None if isinstance(value, Unavailable) else value


def format_clock(minutes: float) -> str:
    """Write a time in minutes as minutes and seconds.

    Parameters
    ----------
    minutes : float

    Returns
    -------
    str

    Notes
    -----
    Less than half a second is not counted, as on a stimulator's display.

    Examples
    --------
    >>> format_clock(14.558333333)
    '14:33'
    """
    # Rounded first, so that 873.5 s is not 873.50000001 in binary.
    seconds = ceil(round(minutes * 60, 6) - 0.5)
    return f"{seconds // 60}:{seconds % 60:02d}"
