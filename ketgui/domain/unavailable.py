"""The reason that stands where a number cannot be computed.

A type of its own, and not NaN, makes every reader of a result decide what to show: NaN would pass
through arithmetic and reach a page.
"""

from __future__ import annotations

from dataclasses import dataclass

from ketgui.text import mark


@dataclass(frozen=True)
class Unavailable:
    """A number that cannot be computed, and why (English, translated where shown).

    Examples
    --------
    >>> Unavailable("no patient has both ratings").reason
    'no patient has both ratings'
    """

    reason: str


# What the plan does not ask for, and nobody misses.
NOT_ASKED = Unavailable(mark("not asked for"))
