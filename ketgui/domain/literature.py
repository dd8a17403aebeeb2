"""Published response and remission rates: an editable table, each row with its source."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from ketgui.domain.scales import scale_of
from ketgui.text import _


class PublishedError(ValueError):
    """An impossible published rate; its text says why, in the user's language."""


@dataclass(frozen=True)
class PublishedRate:
    """Response and remission as published.

    Attributes
    ----------
    study : str
        Author and year.
    n : int or None
    scale : str
        Key of the rating scale, empty where several or not stated.
    infusions : int or None
        Infusions in the course, None where they vary or are not stated.
    dose_mg_per_kg : float or None
    response, remission : float or None
        Percent.
    source : str
        Where the figures were seen.
    note : str
        What else distinguishes the study.
    """

    study: str
    n: int | None = None
    scale: str = ""
    infusions: int | None = None
    dose_mg_per_kg: float | None = None
    response: float | None = None
    remission: float | None = None
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if objections := self._objections():
            raise PublishedError(objections[0])

    def _objections(self) -> list[str]:
        rates = [rate for rate in (self.response, self.remission) if rate is not None]
        counts = [count for count in (self.n, self.infusions) if count is not None]
        # Each check with the sentence that the user reads where it fails.
        checks = (
            (bool(self.study.strip()), _("A published study needs a name.")),
            (all(0 <= rate <= 100 for rate in rates), _("A rate lies between 0 and 100 %.")),
            (all(count > 0 for count in counts), _("A count must be above 0.")),
            (
                self.dose_mg_per_kg is None or 0 < self.dose_mg_per_kg < _MOST_MG_PER_KG,
                _("A dose in mg/kg must be above 0 and below 10."),
            ),
            (not self.scale or _is_scale(self.scale), _("There is no scale called {name}.",
                                                        name=self.scale)),
        )  # fmt: skip
        return [message for holds, message in checks if not holds]

    def as_dict(self) -> dict[str, Any]:
        """Return the known values by name, for JSON and TOML, which have no empty value."""
        return {name: value for name, value in asdict(self).items() if value not in (None, "")}

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> PublishedRate:
        """Make one from values by name; values left out are not known.

        Raises
        ------
        PublishedError
            If a name is unknown, or a value is of another type or impossible.
        """
        unknown = [name for name in row if name not in _TYPES]
        if unknown:
            raise PublishedError(_("A published rate has no {name}.", name=unknown[0]))
        for name, value in row.items():
            # A bool is an int to Python, but no count.
            if isinstance(value, bool) or not isinstance(value, _TYPES[name]):
                message = _("The {name} of a published rate is of the wrong kind.", name=name)
                raise PublishedError(message)
        # Without a name, the message and not a missing argument says what is wrong.
        named: dict[str, Any] = {"study": "", **row}
        return cls(**named)


_MOST_MG_PER_KG = 10
_TYPES: dict[str, type | tuple[type, ...]] = {
    "study": str,
    "n": int,
    "scale": str,
    "infusions": int,
    "dose_mg_per_kg": (int, float),
    "response": (int, float),
    "remission": (int, float),
    "source": str,
    "note": str,
}


def _is_scale(key: str) -> bool:
    try:
        return bool(scale_of(key))
    except KeyError:
        return False


_IN_PAYETTE = "Payette et al. 2023"
_PUBLIC = "public source"

# Defaults to be edited: what the sources print, and what distinguishes each.
PUBLISHED: tuple[PublishedRate, ...] = (
    PublishedRate("Payette 2023", 21, "madrs", 6, 0.5, 19.0, 9.5, _IN_PAYETTE),
    PublishedRate("Rodrigues 2020", None, "qids_sr16", 4, None, 20.0, 10.9, _IN_PAYETTE,
                  "prior neurostimulation"),
    PublishedRate("Swainson 2021", None, "", 6, None, 51.0, 26.0, _IN_PAYETTE),
    PublishedRate("Alnefeesi 2022", 2665, "", None, None, 45.0, 30.0, _PUBLIC, "meta-analysis"),
    PublishedRate("ELEKT-D 2023", 195, "", None, None, 55.4, None, _PUBLIC),
    PublishedRate("Phillips 2019", 41, "", None, None, 59.0, None, _PUBLIC),
    PublishedRate("McInnes 2022", 537, "phq9", None, None, 53.6, 28.9, _PUBLIC),
    PublishedRate("Guangzhou 2025", 135, "madrs", None, None, 56.0, 34.0, _PUBLIC,
                  "remission ≤ 10"),
    PublishedRate("KARMA-Dep 2, 2025", 62, "", None, None, 46.9, 43.8, _PUBLIC,
                  "midazolam 33.3 / 30.0 %"),
    PublishedRate("Lii 2023", 40, "", 1, None, 60.0, None, _PUBLIC,
                  "masked by anaesthesia; placebo 50 %"),
)  # fmt: skip
