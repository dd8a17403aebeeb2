"""Rating scales: items, range, severity bands. A new scale is one row of ``SCALES``."""

from __future__ import annotations

from dataclasses import dataclass

from ketgui.text import mark


@dataclass(frozen=True)
class Band:
    """A named range of total scores, ends included."""

    title: str
    low: float
    high: float


@dataclass(frozen=True)
class Scale:
    """A rating scale by its public facts: short names and numbers only.

    Attributes
    ----------
    key, title : str
        The key in files, the name on screen.
    low, high : int
        The lowest and highest possible total.
    items : tuple of str
        Short item names, in order; empty where they are not used.
    item_high : int
        The highest score of one item.
    bands : tuple of Band
        Severity bands, contiguous from `low` to `high`.
    band_source : str
        Who proposed the bands.
    """

    key: str
    title: str
    low: int
    high: int
    items: tuple[str, ...] = ()
    item_high: int = 0
    bands: tuple[Band, ...] = ()
    band_source: str = ""

    def band(self, score: float) -> Band | None:
        """Return the band a score lies in; a mean between two bands belongs to the lower."""
        for band in reversed(self.bands):
            if score >= band.low:
                return band if score <= self.high else None
        return None


MADRS = Scale(
    "madrs",
    "MADRS",
    0,
    60,
    items=(
        mark("Apparent sadness"),
        mark("Reported sadness"),
        mark("Inner tension"),
        mark("Reduced sleep"),
        mark("Reduced appetite"),
        mark("Concentration difficulties"),
        mark("Lassitude"),
        mark("Inability to feel"),
        mark("Pessimistic thoughts"),
        mark("Suicidal thoughts"),
    ),
    item_high=6,
    bands=(
        Band(mark("absent"), 0, 6),
        Band(mark("mild"), 7, 19),
        Band(mark("moderate"), 20, 34),
        Band(mark("severe"), 35, 60),
    ),
    band_source="Snaith 1986",
)

SCALES: tuple[Scale, ...] = (
    MADRS,
    Scale("hamd17", "HAM-D 17", 0, 52),
    Scale("qids_sr16", "QIDS-SR16", 0, 27),
    Scale("phq9", "PHQ-9", 0, 27),
    Scale("bdi2", "BDI-II", 0, 63),
    Scale("cadss", "CADSS", 0, 92),
    Scale("cgi_s", "CGI-S", 1, 7),
    Scale("gad7", "GAD-7", 0, 21),
    Scale("ymrs", "YMRS", 0, 60),
)


def scale_of(key: str) -> Scale:
    """Return the scale with this key.

    Raises
    ------
    KeyError
        If no scale has it.
    """
    for scale in SCALES:
        if scale.key == key:
            return scale
    raise KeyError(key)
