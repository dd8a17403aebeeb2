"""TMS as a protocol: its parameters. For theta bursts, the frequency is that of the bursts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ketgui.domain.fields import Choice
from ketgui.domain.treatment.parameters import Parameter, ParameterValue, check_values, from_field
from ketgui.text import mark

MOTOR_THRESHOLD_TYPES = (Choice("resting", mark("Resting")), Choice("active", mark("Active")))
MOTOR_THRESHOLD_METHODS = (
    Choice("visual", mark("Seen movement")),
    Choice("emg", mark("Electromyography")),
)

TMS_PARAMETERS: tuple[Parameter, ...] = (
    from_field("tms_courses", "stimulator"),
    from_field("tms_courses", "coil"),
    from_field("tms_courses", "target"),
    from_field("tms_courses", "localisation"),
    Parameter("motor_threshold_type", mark("Motor threshold type"), "choice",
              note=mark("Whether the muscle was at rest or active."),
              choices=MOTOR_THRESHOLD_TYPES),
    Parameter("motor_threshold_method", mark("Motor threshold method"), "choice",
              note=mark("Whether the movement was seen or recorded by EMG."),
              choices=MOTOR_THRESHOLD_METHODS),
    from_field("tms_courses", "percent_mt"),
    from_field("tms_courses", "frequency_hz", 1,
             mark("Pulses per second within a train; of theta bursts, bursts per second.")),
    from_field("tms_courses", "pulses_per_burst"),
    from_field("tms_courses", "burst_frequency_hz"),
    Parameter("pulses_per_train", mark("Pulses per train"), "integer", "", 1, 2000,
              note=mark("Pulses in one train."), essential=False),
    from_field("tms_courses", "train_seconds", 1),
    from_field("tms_courses", "inter_train_interval_seconds", 1),
    from_field("tms_courses", "trains"),
    from_field("tms_courses", "pulses_per_session", essential=False),
    Parameter("session_minutes", mark("Session duration"), "number", "min", 0.5, 90, 1,
              note=mark("Time of one session, as printed or recorded."), essential=False),
    from_field("tms_courses", "sessions", note=mark("Sessions in the course.")),
    Parameter("sessions_per_day", mark("Sessions per day"), "integer", "", 1, 10,
              note=mark("Sessions on one day of treatment.")),
    Parameter("course_pulses", mark("Pulses in the course"), "integer", "", 1, 500_000,
              note=mark("Pulses in all sessions together."), essential=False),
)  # fmt: skip
# A protocol that reports either of these is one of theta bursts.
BURST_PARAMETERS = ("pulses_per_burst", "burst_frequency_hz")


@dataclass(frozen=True)
class TmsProtocol:
    """A TMS protocol; see ``TMS_PARAMETERS`` for terms and units. None is "not reported"."""

    stimulator: str | None = None
    coil: str | None = None
    target: str | None = None
    localisation: str | None = None
    motor_threshold_type: str | None = None
    motor_threshold_method: str | None = None
    percent_mt: float | None = None
    frequency_hz: float | None = None
    pulses_per_burst: float | None = None
    burst_frequency_hz: float | None = None
    pulses_per_train: float | None = None
    train_seconds: float | None = None
    inter_train_interval_seconds: float | None = None
    trains: float | None = None
    pulses_per_session: float | None = None
    session_minutes: float | None = None
    sessions: float | None = None
    sessions_per_day: float | None = None
    course_pulses: float | None = None

    @property
    def is_theta_burst(self) -> bool:
        """Whether its pulses come in bursts."""
        return self.pulses_per_burst is not None or self.burst_frequency_hz is not None

    def as_dict(self) -> dict[str, ParameterValue]:
        """Return every parameter by its key."""
        return dict(vars(self))

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> TmsProtocol:
        """Make a protocol from parameters by key; those left out are not reported.

        Raises
        ------
        ProtocolError
            If a key is unknown or a value is of the wrong kind.
        """
        reported: dict[str, Any] = check_values(values, TMS_PARAMETERS)
        return cls(**reported)
