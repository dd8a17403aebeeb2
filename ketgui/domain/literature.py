"""Published response and remission rates: an editable table, each row with its source."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from ketgui.domain.known_scales import find_known_scale
from ketgui.text import _, mark


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
        Patients that the percentages are of; None where that is not stated.
    scale : str
        Key of the rating scale, empty where several or not stated.
    infusions : int or None
        Infusions in the course, None where they vary or are not stated.
    dose_mg_per_kg : float or None
    response, remission : float or None
        Percent.
    source : str
        Full reference, or where the figures were seen.
    doi : str
    definition : str
        What the study calls response and remission.
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
    doi: str = ""
    definition: str = ""
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
            (all(0 <= rate <= 100 for rate in rates), _("A rate lies between 0 and 100%.")),
            (all(count > 0 for count in counts), _("A count must be above 0.")),
            (
                self.dose_mg_per_kg is None or 0 < self.dose_mg_per_kg < _MOST_MG_PER_KG,
                _("A dose in mg/kg must be above 0 and below 10."),
            ),
            (
                not self.scale or find_known_scale(self.scale) is not None,
                _("There is no scale called {name}.", name=self.scale),
            ),
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
    "doi": str,
    "definition": str,
    "note": str,
}


# Defaults to be edited: rates as printed, each study by its own definitions; what was not seen
# stated is left out.
PUBLISHED: tuple[PublishedRate, ...] = (
    PublishedRate(
        "Payette 2023", 21, "madrs", 6, 0.5, 19.0, 9.5,
        source="Payette et al. 2023, J Affect Disord",
        doi="10.1016/j.jad.2023.04.019",
        definition=mark("response ≥ 50% or remission; remission < 10"),
    ),
    PublishedRate(
        "Rodrigues 2020", None, "qids_sr16", 4, None, 20.0, 10.9,
        source="Rodrigues et al. 2020",
        doi="10.1017/s1092852920002187",
        note=mark("prior neurostimulation; rates as cited by Payette et al. 2023"),
    ),
    PublishedRate(
        "Swainson 2021", None, "", 6, None, 51.0, 26.0,
        source="Swainson et al. 2021",
        doi="10.1177/0706743720970860",
        note=mark("rates as cited by Payette et al. 2023"),
    ),
    PublishedRate(
        "Alnefeesi 2022", 2665, "", None, None, 45.0, 30.0,
        source="Alnefeesi et al. 2022",
        doi="10.1016/j.jpsychires.2022.04.037",
        note=mark("meta-analysis"),
    ),
    PublishedRate(
        "Anand 2023 (ELEKT-D)", 195, "qids_sr16", 6, 0.5, 55.4, None,
        source="Anand et al. 2023, N Engl J Med 388(25):2315–2325",
        doi="10.1056/NEJMoa2302399",
        definition=mark("response ≥ 50%"),
        note=mark("twice a week for three weeks, over 40 min"),
    ),
    PublishedRate(
        "McInnes 2022", 537, "phq9", None, None, 53.6, 28.9,
        source="McInnes et al. 2022, J Affect Disord",
        doi="10.1016/j.jad.2021.12.097",
        definition=mark("remission < 5"),
        note=mark("4 to 8 infusions in 7 to 28 days; rated on days 14 to 31"),
    ),
    PublishedRate(
        "Jelovac 2025 (KARMA-Dep 2)", None, "", None, None, 46.9, 43.8,
        source="Jelovac et al. 2025, JAMA Psychiatry 82(12):1216–1224",
        doi="10.1001/jamapsychiatry.2025.3019",
        note=mark("up to 8 infusions; 62 analysed in the trial; midazolam 33.3 / 30.0%"),
    ),
    PublishedRate(
        "Lii 2023", None, "madrs", 1, None, 60.0, None,
        source="Lii et al. 2023, Nat Ment Health 1(11):876–886",
        doi="10.1038/s44220-023-00140-x",
        note=mark("40 in the trial, masked by anaesthesia, rated on day 1; placebo 50%"),
    ),
)  # fmt: skip
