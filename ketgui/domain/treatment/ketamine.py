"""Ketamine as a protocol: its parameters and the values derived from them, also for a weight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ketgui.domain.fields import Choice
from ketgui.domain.treatment.derivation import (
    DerivedValue,
    Factor,
    Quantity,
    derive,
    derive_product,
)
from ketgui.domain.treatment.parameters import (
    Parameter,
    ParameterValue,
    add_unit,
    check_values,
    format_plain,
    from_field,
)
from ketgui.text import _, mark, plural

DRUGS = (
    Choice("racemic_ketamine", mark("Racemic ketamine")),
    Choice("esketamine", mark("Esketamine")),
    Choice("arketamine", mark("Arketamine")),
)
ROUTES = (
    Choice("intravenous", mark("Intravenous")),
    Choice("intramuscular", mark("Intramuscular")),
    Choice("subcutaneous", mark("Subcutaneous")),
    Choice("intranasal", mark("Intranasal")),
    Choice("oral", mark("Oral")),
)
# Which weight a dose is based on is a policy of the site, see `weights`.
WEIGHT_BASES = (
    Choice("actual", mark("Actual weight")),
    Choice("ideal", mark("Ideal weight")),
    Choice("adjusted", mark("Adjusted weight")),
    Choice("capped", mark("Capped weight")),
)

KETAMINE_PARAMETERS: tuple[Parameter, ...] = (
    Parameter("drug", mark("Drug"), "choice", choices=DRUGS,
              note=mark("Both mirror forms of ketamine, or one.")),
    Parameter("route", mark("Route"), "choice", choices=ROUTES,
              note=mark("How the drug was given.")),
    from_field("infusions", "dose_mg_per_kg", 2),
    from_field("infusions", "duration_minutes"),
    Parameter("weight_basis", mark("Weight basis"), "choice", choices=WEIGHT_BASES,
              note=mark("The weight from which the dose is reckoned; a policy of the site.")),
    Parameter("concentration_mg_per_ml", mark("Concentration"), "number", "mg/mL", 0.1, 100, 1,
              note=mark("Ketamine in a millilitre of what runs in."), essential=False),
    Parameter("infusions_per_week", mark("Infusions per week"), "number", "", 0.25, 7, 2,
              note=mark("Infusions planned in one week.")),
    Parameter("weeks", mark("Weeks"), "number", "", 1, 52, 1,
              note=mark("Weeks over which infusions are planned.")),
    Parameter("planned_infusions", mark("Planned infusions"), "integer", "", 1, 60,
              note=mark("Infusions planned for one patient."), essential=False),
)  # fmt: skip

# 0.5 mg/kg over 40 and over 60 min are different rates: the rate is shown beside the dose.
_RATE = Quantity("rate_mg_per_kg_per_hour", mark("Rate"), "mg/kg/h", 2)
_PLANNED = Quantity("planned_infusions", mark("Planned infusions"))
_DOSE = Quantity("dose_mg", mark("Dose"), "mg", 1)
_VOLUME = Quantity("volume_ml", mark("Volume"), "mL", 2)
_PUMP = Quantity("rate_ml_per_hour", mark("Pump rate"), "mL/h", 1)


@dataclass(frozen=True)
class KetamineProtocol:
    """A ketamine protocol; see ``KETAMINE_PARAMETERS``. None is "not reported"."""

    drug: str | None = None
    route: str | None = None
    dose_mg_per_kg: float | None = None
    duration_minutes: float | None = None
    weight_basis: str | None = None
    concentration_mg_per_ml: float | None = None
    infusions_per_week: float | None = None
    weeks: float | None = None
    planned_infusions: float | None = None

    def as_dict(self) -> dict[str, ParameterValue]:
        """Return every parameter by its key."""
        return dict(vars(self))

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> KetamineProtocol:
        """Make a protocol from parameters by key; those left out are not reported.

        Raises
        ------
        ProtocolError
            If a key is unknown or a value is of the wrong kind.
        """
        reported: dict[str, Any] = check_values(values, KETAMINE_PARAMETERS)
        return cls(**reported)


def derive_ketamine(p: KetamineProtocol) -> tuple[DerivedValue, ...]:
    """Return the rate by weight and the planned infusions, each with its arithmetic.

    Parameters
    ----------
    p : KetamineProtocol

    Returns
    -------
    tuple of DerivedValue
        mg/kg/h, and a count.

    Notes
    -----
    Rate = mg/kg ÷ min × 60 min/h; infusions = infusions per week × weeks.

    Examples
    --------
    >>> p = KetamineProtocol(dose_mg_per_kg=0.5, duration_minutes=40, infusions_per_week=3, weeks=2)
    >>> [round(item.value, 2) for item in derive_ketamine(p)]
    [0.75, 6]
    """
    needs = {"dose_mg_per_kg": p.dose_mg_per_kg, "duration_minutes": p.duration_minutes}
    planned = {
        "infusions_per_week": Factor(p.infusions_per_week, _format_per_week),
        "weeks": Factor(p.weeks, _format_weeks),
    }
    return (
        derive(_RATE, needs, compute_hourly_rate, _make_rate_writer("mg/kg")),
        derive_product(_PLANNED, planned),
    )


def derive_dose(p: KetamineProtocol, weight_kg: float) -> tuple[DerivedValue, ...]:
    """Return dose (mg), volume (mL) and pump rate (mL/h) for a weight.

    Parameters
    ----------
    p : KetamineProtocol
        The protocol.
    weight_kg : float
        The weight from which the dose is calculated, on the protocol's weight basis.

    Returns
    -------
    tuple of DerivedValue

    Notes
    -----
    mg = kg · mg/kg; mL = mg ÷ mg/mL; mL/h = mL ÷ h.

    Examples
    --------
    >>> p = KetamineProtocol(dose_mg_per_kg=0.5, duration_minutes=40, concentration_mg_per_ml=1)
    >>> [item.value for item in derive_dose(p, 70)]
    [35.0, 35.0, 52.5]
    """
    dose = derive_product(
        _DOSE,
        {
            "dose_mg_per_kg": Factor(
                p.dose_mg_per_kg, lambda v: add_unit(format_plain(v), "mg/kg")
            ),
            "weight_kg": Factor(weight_kg, lambda v: add_unit(format_plain(v), "kg")),
        },
    )

    def volume(mg: float, mg_per_ml: float) -> float:
        return mg / mg_per_ml

    def volume_words(mg: float, mg_per_ml: float) -> str:
        strength = add_unit(format_plain(mg_per_ml), "mg/mL")
        return f"{add_unit(format_plain(mg, 2), 'mg')} ÷ {strength}"

    needs = {"dose_mg": dose, "concentration_mg_per_ml": p.concentration_mg_per_ml}
    volume_item = derive(_VOLUME, needs, volume, volume_words)
    # The pump rate derives from the volume, so it lacks whatever the volume lacks.
    needs = {"volume_ml": volume_item, "duration_minutes": p.duration_minutes}
    return (dose, volume_item, derive(_PUMP, needs, compute_hourly_rate, _make_rate_writer("mL")))


def compute_hourly_rate(amount: float, minutes: float) -> float:
    """Return the hourly rate of an amount that runs in over some minutes.

    Parameters
    ----------
    amount : float
        In any unit.
    minutes : float
        Above 0.

    Returns
    -------
    float
        In that unit per hour.
    """
    return amount * 60 / minutes


def _make_rate_writer(unit: str) -> Callable[[float, float], str]:
    def write(amount: float, minutes: float) -> str:
        written_amount, time = (
            add_unit(format_plain(amount, 2), unit),
            add_unit(format_plain(minutes), "min"),
        )
        return f"{written_amount} ÷ {time} × {add_unit('60', 'min/h')}"

    return write


def _format_per_week(value: float) -> str:
    return _("{n} per week", n=format_plain(value))


def _format_weeks(value: float) -> str:
    # Half weeks are written with a decimal and never in the singular.
    if value == round(value):
        return plural("{n} week", "{n} weeks", round(value))
    return _("{n} weeks", n=format_plain(value))
