"""A number as printed, which represents every value that rounds to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ketgui.statistics.rows import Limits

_PRINTED = re.compile(r"[+\-−]?\d*[.,]?\d+|[+\-−]?\d+[.,]")
# With more digits than any paper prints, as many sums would have to be tried.
_MOST_DECIMALS = 6


@dataclass(frozen=True)
class Printed:
    """A number as printed: its value and its number of decimals.

    Examples
    --------
    >>> Printed.of("27,6"), Printed.of("no number")
    (Printed(value=27.6, decimals=1), None)
    """

    value: float
    decimals: int

    @classmethod
    def of(cls, text: str) -> Printed | None:
        """Read a number with a decimal point or comma; None if it is not one."""
        bare = text.strip().removesuffix("%").strip()
        if not _PRINTED.fullmatch(bare):
            return None
        plain = bare.replace(",", ".").replace("−", "-")
        decimals = len(plain.partition(".")[2])
        return cls(float(plain), decimals) if decimals <= _MOST_DECIMALS else None

    @property
    def limits(self) -> Limits:
        """The range of the values that round to it."""
        half = 0.5 * 10.0**-self.decimals
        return self.value - half, self.value + half

    def meets(self, other: Limits) -> bool:
        """Tell whether some value of a range rounds to it."""
        low, high = self.limits
        slack = 1e-9 * max(1.0, abs(high))
        return low - slack <= other[1] and other[0] <= high + slack
