"""Published rates a cohort is laid beside: an editable table, each row with its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PublishedRate:
    """Response and remission as printed.

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
        What else sets it apart.
    """

    study: str
    n: int | None
    scale: str
    infusions: int | None
    dose_mg_per_kg: float | None
    response: float | None
    remission: float | None
    source: str
    note: str = ""


_IN_PAYETTE = "Payette et al. 2023"
_PUBLIC = "public source"

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
