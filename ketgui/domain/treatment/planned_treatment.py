"""The treatment planned for each patient, and the tolerances for what is received."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from math import isfinite
from typing import Any, cast

from ketgui.domain.treatment.ketamine import KetamineProtocol, derive_ketamine
from ketgui.domain.treatment.parameters import Parameter, ProtocolError
from ketgui.domain.treatment.protocols import list_reported
from ketgui.domain.treatment.tms import TmsProtocol
from ketgui.domain.unavailable import Unavailable
from ketgui.text import _, mark

TOLERANCE_PARAMETERS: tuple[Parameter, ...] = (
    Parameter("dose_percent", mark("Dose tolerance"), "number", "%", 0, 100, 1,
              note=mark("Share by which a dose may differ from the planned one; set as wanted.")),
    Parameter("duration_minutes", mark("Duration tolerance"), "number", "min", 0, 120, 1,
              note=mark("Minutes by which an infusion may be shorter or longer; set as wanted.")),
    Parameter("spacing_days", mark("Spacing tolerance"), "number", mark("days"), 0, 30, 1,
              note=mark("Days by which the time since the infusion before may differ from the "
                        "planned one; set as wanted.")),
    Parameter("systolic_rise_mmhg", mark("Systolic rise to report"), "number", "mmHg", 1, 150, 0,
              note=mark("Rise of systolic pressure from which a patient is counted; none is set "
                        "where this is empty."), essential=False),
)  # fmt: skip
# One a day for a year: a number beyond it is a slip of the keyboard, which the form flags.
_MOST_INFUSIONS = 366


@dataclass(frozen=True)
class Tolerances:
    """How far the received may be from the planned; the defaults are there to be changed.

    Attributes
    ----------
    dose_percent : float
        Difference of the dose, as a percentage of the planned one.
    duration_minutes : float
        Difference of an infusion's duration, in minutes.
    spacing_days : float
        Difference of the days since the infusion before from 7 / infusions per week.
    systolic_rise_mmhg : float or None
        Rise of systolic pressure during an infusion from which a patient is counted; None counts
        nobody.

    Raises
    ------
    ProtocolError
        If one of them is negative or not a number.
    """

    dose_percent: float = 10.0
    duration_minutes: float = 5.0
    spacing_days: float = 1.0
    systolic_rise_mmhg: float | None = None

    def __post_init__(self) -> None:
        for parameter in TOLERANCE_PARAMETERS:
            value: float | None = getattr(self, parameter.key)
            if value is None and not parameter.essential:
                continue
            if value is None or not isfinite(value) or value < 0:
                raise ProtocolError(_("{term}: a number from 0 on.", term=_(parameter.term)))

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Tolerances:
        """Make tolerances from values by name; those left out keep their default.

        Raises
        ------
        ProtocolError
            If a name is unknown, or a value is no number or negative.
        """
        names = [parameter.key for parameter in TOLERANCE_PARAMETERS]
        for key, value in values.items():
            if key not in names:
                raise ProtocolError(_("There is no tolerance called {name}.", name=key))
            # A bool is an int to Python, but no tolerance.
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise ProtocolError(_("The tolerance {name} is not a number.", name=key))
        return cls(**{key: float(value) for key, value in values.items()})

    def as_dict(self) -> dict[str, float]:
        """Return what is set, by name."""
        return {key: value for key, value in asdict(self).items() if value is not None}


@dataclass(frozen=True)
class PlannedTreatment:
    """The planned protocols of both treatments and the tolerances.

    Attributes
    ----------
    tms : tuple of TmsProtocol
        A cohort may have several, one for each device; empty where none is reported.
    ketamine : KetamineProtocol
        What is not reported is None.
    tolerances : Tolerances
        The limits beyond which the received deviates from the planned.
    """

    tms: tuple[TmsProtocol, ...] = ()
    ketamine: KetamineProtocol = field(default_factory=KetamineProtocol)
    tolerances: Tolerances = field(default_factory=Tolerances)

    @property
    def is_reported(self) -> bool:
        """Whether anything of either treatment is planned."""
        return any(list_reported(protocol) for protocol in (*self.tms, self.ketamine))

    @cached_property
    def infusions(self) -> int | None:
        """Infusions planned for one patient: the number as typed, else weeks × infusions per week.

        None where neither is reported, or the number cannot be one of infusions.
        """
        # A typed number takes precedence over the derived one.
        typed = self.ketamine.planned_infusions
        follows = next(
            item for item in derive_ketamine(self.ketamine) if item.key == "planned_infusions"
        )
        # A derived number may be no whole one, such as that of 2.5 infusions a week over 3 weeks.
        number = follows.value if typed is None else typed
        if isinstance(number, Unavailable) or not 1 <= number <= _MOST_INFUSIONS:
            return None
        return round(number)

    @property
    def spacing_days(self) -> float | None:
        """Days from one infusion to the next: 7 / infusions per week."""
        per_week = self.ketamine.infusions_per_week
        return 7 / per_week if per_week is not None and per_week > 0 else None

    def as_dict(self) -> dict[str, Any]:
        """Return what is reported, by name, for JSON and TOML."""
        return {
            "tms": [list_reported(protocol) for protocol in self.tms],
            "ketamine": list_reported(self.ketamine),
            "tolerances": self.tolerances.as_dict(),
        }

    @classmethod
    def from_dict(cls, values: object) -> PlannedTreatment:
        """Make a planned treatment from tables by name; those left out are not reported.

        Raises
        ------
        ProtocolError
            If a name is unknown or a value is of the wrong kind.
        """
        parts = _read_table(values, "treatment")
        names = [part.name for part in fields(cls)]
        for name in parts:
            if name not in names:
                raise ProtocolError(_("The treatment has no part called {name}.", name=name))
        return cls(
            tuple(
                TmsProtocol.from_dict(_read_table(protocol, "tms"))
                for protocol in _read_tables(parts.get("tms"))
            ),
            KetamineProtocol.from_dict(_read_table(parts.get("ketamine", {}), "ketamine")),
            Tolerances.from_dict(_read_table(parts.get("tolerances", {}), "tolerances")),
        )


def _read_table(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise ProtocolError(_("The part {name} of the protocol is not a table.", name=name))
    return dict(cast("Mapping[str, Any]", value))


def _read_tables(value: object) -> Sequence[object]:
    if value is None:
        return ()
    # `[treatment.tms]` instead of `[[treatment.tms]]` is read as a list of one.
    if isinstance(value, str) or not isinstance(value, Sequence):
        return (value,)
    return cast("Sequence[object]", value)
