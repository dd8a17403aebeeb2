"""Round numbers that cover a range: the ticks of an axis that declares none."""

from __future__ import annotations

import math

from ketgui.text import number


def find_round_ticks(low: float, high: float, most: int = 7) -> tuple[tuple[float, str], ...]:
    """Return at most about `most` round numbers between two limits, with their labels."""
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    # The smallest of 1, 2, 5 and 10 times a power of ten
    # that gives few enough; 1e-9 absorbs rounding.
    step = next(power * base for base in (1, 2, 5, 10) if power * base >= rough * (1 - 1e-9))
    # A step of 0.5 or 0.2 needs one decimal; one of 2 or 50 none.
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple((at * step, number(at * step, decimals)) for at in range(first, last + 1))
