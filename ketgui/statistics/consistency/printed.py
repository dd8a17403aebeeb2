"""A number as it is printed: it stands for every value that rounds to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ketgui.statistics.rows import Limits

_PRINTED = re.compile(r"[+\-−]?\d*[.,]?\d+|[+\-−]?\d+[.,]")
# More digits than any paper prints would ask for as many counts to be tried.
_MOST_DECIMALS = 6


@dataclass(frozen=True)
class Printed:
    """A number as it stands on paper: its value and how many places it has.

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
        """The values that round to it."""
        half = 0.5 * 10.0**-self.decimals
        return self.value - half, self.value + half

    def meets(self, found: Limits) -> bool:
        """Tell whether it can be one of these values."""
        low, high = self.limits
        slack = 1e-9 * max(1.0, abs(high))
        return low - slack <= found[1] and found[0] <= high + slack
