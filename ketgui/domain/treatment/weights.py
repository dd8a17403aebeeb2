"""The weight from which a dose is calculated. A site's policy: every constant can be edited."""

from __future__ import annotations

from dataclasses import dataclass

from ketgui.domain.fields import Choice
from ketgui.domain.treatment.parameters import Parameter, format_plain, from_field
from ketgui.domain.unavailable import Unavailable
from ketgui.text import _, mark

CONVENTION_NOTE = mark("A convention, not a rule: edit it to the policy of the site.")

# The patient from whose measures a dose is calculated, and the policy of a site that caps weights.
PATIENT_PARAMETERS: tuple[Parameter, ...] = (
    from_field("infusions", "weight_kg", 1, mark("Weighed, of the patient.")),
    Parameter("height_cm", mark("Height"), "number", "cm", 120, 220, 1,
              note=mark("For the ideal and the adjusted weight.")),
    Parameter("sex", mark("Sex"), "choice", note=mark("For the ideal and the adjusted weight."),
              choices=(Choice("female", mark("Female")), Choice("male", mark("Male")))),
    Parameter("cap_kg", mark("Highest weight that counts"), "number", "kg", 40, 200, 1,
              note=mark("For the capped weight.")),
)  # fmt: skip
# What each weight basis needs besides the weight; the weight itself where no basis is reported.
MEASURES_NEEDED: dict[str | None, tuple[str, ...]] = {
    None: ("weight_kg",),
    "actual": ("weight_kg",),
    "ideal": ("weight_kg", "height_cm", "sex"),
    "adjusted": ("weight_kg", "height_cm", "sex"),
    "capped": ("weight_kg", "cap_kg"),
}

_CM_PER_INCH = 2.54
_NO_SEX = Unavailable(mark("ideal weight is defined for women and men"))
_NO_CAP = Unavailable(mark("the weight at which the dose is capped is not reported"))
_NO_HEIGHT = Unavailable(mark("height is not reported"))
_NO_BASIS = Unavailable(mark("the weight basis is not reported"))


@dataclass(frozen=True)
class WeightConvention:
    """Constants of ideal and adjusted weight; the defaults are Devine's.

    Attributes
    ----------
    men_kg, women_kg : float
        Ideal weight at `from_inches`.
    kg_per_inch : float
        Added for every inch above `from_inches`.
    from_inches : float
        The height at which the formula begins.
    adjusted_share : float
        Share of the weight above the ideal that counts in the adjusted weight, 0–1.
    """

    men_kg: float = 50
    women_kg: float = 45.5
    kg_per_inch: float = 2.3
    from_inches: float = 60
    adjusted_share: float = 0.4


DEVINE = WeightConvention()


def compute_ideal_weight(
    height_cm: float, sex: str | None, convention: WeightConvention = DEVINE
) -> float | Unavailable:
    """Return the ideal body weight.

    Parameters
    ----------
    height_cm : float
        In cm.
    sex : {"female", "male"} or None
    convention : WeightConvention
        The constants of the formula; Devine's by default.

    Returns
    -------
    float or Unavailable
        In kg. It is unavailable without a sex, and for heights below the formula's beginning, where
        it was never defined.

    Notes
    -----
    50 kg (men) or 45.5 kg (women) and 2.3 kg for every inch above 60.

    Examples
    --------
    >>> round(compute_ideal_weight(180, "male"), 1)
    75.0
    """
    bases = {"male": convention.men_kg, "female": convention.women_kg}
    if sex not in bases:
        return _NO_SEX
    inches = height_cm / _CM_PER_INCH - convention.from_inches
    # A height of exactly 60 inches may fall short of it by the last bit of a float. Not written as
    # `inches < -1e-9`, which is false of NaN: a height that is not a number is refused as well.
    if not inches >= -1e-9:
        least = format_plain(convention.from_inches * _CM_PER_INCH, 1)
        return Unavailable(_("ideal weight is defined from {least} cm on", least=least))
    return bases[sex] + convention.kg_per_inch * inches


def compute_adjusted_weight(
    actual_kg: float, ideal_kg: float, convention: WeightConvention = DEVINE
) -> float:
    """Return the adjusted body weight.

    Parameters
    ----------
    actual_kg, ideal_kg : float
        In kg.
    convention : WeightConvention
        Holds the share.

    Returns
    -------
    float
        In kg.

    Notes
    -----
    ideal + share · (actual − ideal).

    Examples
    --------
    >>> compute_adjusted_weight(100, 70)
    82.0
    """
    return ideal_kg + convention.adjusted_share * (actual_kg - ideal_kg)


def compute_dosing_weight(
    basis: str | None,
    actual_kg: float,
    height_cm: float | None = None,
    sex: str | None = None,
    cap_kg: float | None = None,
    convention: WeightConvention = DEVINE,
) -> float | Unavailable:
    """Return the weight from which the dose is calculated.

    Parameters
    ----------
    basis : {"actual", "ideal", "adjusted", "capped"} or None
        One of ``ketamine.WEIGHT_BASES``; None is not reported.
    actual_kg : float
        In kg.
    height_cm : float or None
        In cm, for the ideal and the adjusted weight.
    sex : {"female", "male"} or None
        For the ideal and the adjusted weight.
    cap_kg : float or None
        The highest weight that counts, for the capped one.
    convention : WeightConvention
        The constants of ideal and adjusted weight.

    Returns
    -------
    float or Unavailable
        In kg.

    Examples
    --------
    >>> compute_dosing_weight("capped", 120, cap_kg=100)
    100
    """
    if basis == "actual":
        return actual_kg
    if basis == "capped":
        return _NO_CAP if cap_kg is None else min(actual_kg, cap_kg)
    # A basis that nobody reported must not pass for the actual weight.
    if basis not in ("ideal", "adjusted"):
        return _NO_BASIS
    ideal = _NO_HEIGHT if height_cm is None else compute_ideal_weight(height_cm, sex, convention)
    if basis == "ideal" or isinstance(ideal, Unavailable):
        return ideal
    return compute_adjusted_weight(actual_kg, ideal, convention)
