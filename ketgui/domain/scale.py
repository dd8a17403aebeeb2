"""The declaration of a rating scale: range, items, bands and usual definitions, with sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Comparison = Literal["<", "<=", ">", ">="]
Rater = Literal["clinician", "self"]
Occasion = Literal["course", "infusion"]
Kind = Literal["total", "level", "improvement"]


@dataclass(frozen=True)
class Band:
    """A named range of total scores, ends included."""

    title: str
    low: float
    high: float


@dataclass(frozen=True)
class Sourced:
    """A number and who published it; without a source it is common use, to be shown as editable."""

    value: float
    source: str = ""


@dataclass(frozen=True)
class Cutoff:
    """A comparison with a number and who published it, as in ``Sourced``."""

    operator: Comparison
    value: float
    source: str = ""


@dataclass(frozen=True)
class Scale:
    """A rating scale by its public facts: short names and numbers only.

    Values that are None or empty are not set: they are asked for where the scale is analysed, and
    never taken from another scale.

    Attributes
    ----------
    key, title : str
        The key in files, the name on screen.
    low, high : int
        The lowest and highest possible total.
    measures : str
        What it rates, in the singular and as within a sentence: "anxiety severity"; may be empty.
    header_names : tuple of str
        Folded names that mean this scale and no other; each space may be left out.
    ambiguous_names : tuple of str
        Folded names that suggest this scale but may mean a related one.
    kind : {"total", "level", "improvement"}
        A sum of items, a single global level, or a rating of the improvement itself.
    higher_is_better : bool
        Whether a higher score is an improvement.
    rater : {"clinician", "self"}
        Who scores it.
    occasion : {"course", "infusion"}
        Whether it is rated over the course or at each infusion, where the highest score counts.
    items : tuple of str
        Short item names, in order; empty where they are licensed or not used.
    item_highs : tuple of int
        The highest score of each item, in order.
    item_low : int
        The lowest score of every item.
    domains : tuple of tuple of int
        Groups of item numbers, counted from 1, of which the highest score alone counts in the
        total; empty where the total is the sum of the items. No item is reversed.
    item_apart : int
        Number of the item on suicidal thoughts, which is reported separately; 0 for none.
    bands : tuple of Band
        Severity bands, contiguous from `low` to `high`.
    band_source : str
        Who proposed the bands.
    response : Cutoff or None
        Percent reduction from baseline; for a rating of improvement, the rating itself.
    remission, relapse : Cutoff or None
        Total scores.
    remissions_in_use : tuple of Cutoff
        Definitions of remission found in publications, to show how the rate varies with them.
    reliability, important_difference : Sourced or None
        Reliability, for the reliable change index; smallest important difference, in points.
    other_scoring : str
        Key of the scale that has the same questions under another scoring.
    """

    key: str
    title: str
    low: int
    high: int
    measures: str = ""
    header_names: tuple[str, ...] = ()
    ambiguous_names: tuple[str, ...] = ()
    kind: Kind = "total"
    higher_is_better: bool = False
    rater: Rater = "clinician"
    occasion: Occasion = "course"
    items: tuple[str, ...] = ()
    item_highs: tuple[int, ...] = ()
    item_low: int = 0
    domains: tuple[tuple[int, ...], ...] = ()
    item_apart: int = 0
    bands: tuple[Band, ...] = ()
    band_source: str = ""
    response: Cutoff | None = None
    remission: Cutoff | None = None
    relapse: Cutoff | None = None
    remissions_in_use: tuple[Cutoff, ...] = ()
    reliability: Sourced | None = None
    important_difference: Sourced | None = None
    other_scoring: str = ""

    @property
    def item_count(self) -> int:
        """Number of items; 0 where the scale has none or they are not declared."""
        return len(self.item_highs)

    @property
    def item_high(self) -> int:
        """The highest score that any item can have."""
        return max(self.item_highs, default=0)

    def find_band(self, score: float) -> Band | None:
        """Return the band of a score; a mean between two bands belongs to the lower one."""
        # From the highest band down, so that a score
        # between two bands has reached the lower one only.
        for band in reversed(self.bands):
            if score >= band.low:
                return band if score <= self.high else None
        return None

    def compute_total(self, items: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the totals of item scores.

        Parameters
        ----------
        items : ndarray of float, shape (n, item_count)
            Item scores in order; NaN for a missing one.

        Returns
        -------
        ndarray of float, shape (n,)
            NaN where an item is missing: no item is imputed.

        Notes
        -----
        The sum of the items; with domains, such as the QIDS's, the sum over the domains of the
        highest item of each.

        Examples
        --------
        >>> import numpy as np
        >>> scale = Scale("x", "X", 0, 9, item_highs=(3, 3, 3))
        >>> scale.compute_total(np.array([[1.0, 2.0, 3.0]])).tolist()
        [6.0]
        """
        if not self.domains:
            return items.sum(axis=1)
        # 0, but NaN where the first item is missing; the
        # others carry their NaN through the maximum.
        total = items[:, 0] * 0
        for part in self.domains:
            total = total + items[:, [number - 1 for number in part]].max(axis=1)
        return total
