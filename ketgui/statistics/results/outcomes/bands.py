"""Severity bands before and after: the patients in each, and the band of each mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.folding import to_identifier
from ketgui.domain.scale import Scale
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import Scores
from ketgui.statistics.rows import Cell, Count, Row, Text
from ketgui.statistics.study import Result, Study
from ketgui.text import mark

_NO_BANDS = Unavailable(mark("no severity bands are declared for this scale"))


@dataclass(frozen=True, eq=False)
class Bands(Result):
    """Patients by severity band before (rows) and after (columns), among those with both ratings.

    Notes
    -----
    A score that is not whole belongs to the band whose lower end it has reached. The last two rows
    name the band of each mean, which counts no patient.

    Examples
    --------
    >>> result = Bands.compute(Study.of_scores([30, 28, 36], [10, 9, 20]))
    >>> result.table[2].tolist(), result.band_of_mean_after
    ([0, 2, 0, 0], 'mild')
    """

    key: ClassVar[str] = "bands"
    title: ClassVar[str] = mark("Severity bands before and after")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 80

    scale: Scale
    table: NDArray[np.int64]
    band_of_mean_before: str | Unavailable
    band_of_mean_after: str | Unavailable

    @classmethod
    def compute(cls, study: Study) -> Bands:
        """Cross the bands."""
        scale, pairs = study.plan.rating_scale, study.pairs.complete()
        lows = [band.low for band in scale.bands]
        table = np.zeros((len(lows), len(lows)), np.int64)
        if lows:
            first, second = _find_bands(pairs.before, lows), _find_bands(pairs.after, lows)
            # `add.at` adds up repeated pairs of bands, which plain indexing would count once.
            np.add.at(table, (first, second), 1)
        return cls(
            scale,
            table,
            _name_band_of_mean(scale, pairs.before),
            _name_band_of_mean(scale, pairs.after),
        )

    def headers(self) -> tuple[str, ...]:
        """Return the bands after."""
        return tuple(band.title for band in self.scale.bands) or (mark("Value"),)

    def rows(self) -> tuple[Row, ...]:
        """Return a line a band before, and a line for each mean."""
        if not self.scale.bands:
            return (Row(Text(mark("Bands")), (_NO_BANDS,)),)
        blank = (Text("", from_file=True),) * (len(self.scale.bands) - 1)
        lines = tuple(
            Row(Text(band.title, qualifier=mark("before")), tuple(Count(int(n)) for n in line))
            for band, line in zip(self.scale.bands, self.table, strict=True)
        )
        return (
            *lines,
            Row(
                Text(mark("Band of the mean before")),
                (_make_cell(self.band_of_mean_before), *blank),
            ),
            Row(
                Text(mark("Band of the mean after")), (_make_cell(self.band_of_mean_after), *blank)
            ),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the bands, the table (before × after), and the bands of the means."""
        return {
            "bands": [
                {"name": to_identifier(band.title), "low": band.low, "high": band.high}
                for band in self.scale.bands
            ],
            "source": self.scale.band_source,
            "before_by_after": self.table.tolist(),
            "band_of_mean_before": _identify(self.band_of_mean_before),
            "band_of_mean_after": _identify(self.band_of_mean_after),
        }


def _identify(band: str | Unavailable) -> str | Unavailable:
    return band if isinstance(band, Unavailable) else to_identifier(band)


def _find_bands(scores: Scores, lows: list[float]) -> NDArray[np.intp]:
    # The last band whose lower end the score has reached.
    return np.searchsorted(lows, scores, side="right") - 1


def _name_band_of_mean(scale: Scale, scores: Scores) -> str | Unavailable:
    if len(scores) == 0:
        return Unavailable(mark("no patient has both ratings"))
    band = scale.find_band(float(scores.mean()))
    return band.title if band else _NO_BANDS


def _make_cell(band: str | Unavailable) -> Cell:
    return band if isinstance(band, Unavailable) else Text(band)
