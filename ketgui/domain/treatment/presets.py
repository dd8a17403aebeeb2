"""Protocols in use, each with its source. A new preset is one row here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.protocols import Protocol
from ketgui.domain.treatment.tms import TmsProtocol
from ketgui.text import LANGUAGES, _, language, mark

PAPER = "Payette et al. 2023"
PUBLIC = mark("public source")

_LEFT_DLPFC = mark("left DLPFC")
_RIGHT_DLPFC = mark("right DLPFC")


@dataclass(frozen=True)
class Preset:
    """A protocol to start from.

    Attributes
    ----------
    key, title : str
        Its name in files and what the user reads (English, translated where shown).
    protocol : TmsProtocol or KetamineProtocol
        Its parameters; what the source does not report is None.
    source : str
        Where it was found (translated where shown); empty for common knowledge.
    note : str
        What no parameter holds (translated where shown).
    """

    key: str
    title: str
    protocol: Protocol
    source: str = ""
    note: str = ""

    @property
    def is_cited(self) -> bool:
        """Whether it has a source; without one it is common knowledge, to be edited."""
        return bool(self.source)

    def translate(self) -> Protocol:
        """Return the protocol with its declared words in the user's language."""
        if isinstance(self.protocol, KetamineProtocol) or self.protocol.target is None:
            return self.protocol
        return replace(self.protocol, target=_(self.protocol.target))


def translate_target(target: str) -> str:
    """Return a target that a preset names in the user's language; any other unchanged.

    Parameters
    ----------
    target : str
        In any of the program's languages.

    Returns
    -------
    str

    Examples
    --------
    >>> translate_target("left DLPFC"), translate_target("vertex")
    ('left DLPFC', 'vertex')
    """
    word = find_target(target)
    return _(word) if word else target


def find_target(target: str) -> str:
    """Return the declared word of a target that a preset names, in English; empty for another.

    Examples
    --------
    >>> find_target("CPFDL gauche"), find_target("vertex")
    ('left DLPFC', '')
    """
    for word in (_LEFT_DLPFC, _RIGHT_DLPFC):
        for code in LANGUAGES:
            # A study file may have been written in the other language.
            with language(code):
                is_same = target == _(word)
            if is_same:
                return word
    return ""


# What a source does not report stays unset: a preset is not completed by guesses.
TMS_PRESETS: tuple[Preset, ...] = (
    Preset("payette_2023_magventure", mark("MagVenture, B70 coil, 20 Hz"),
           TmsProtocol(stimulator="MagVenture", coil="B70", target=_LEFT_DLPFC,
                       localisation="BeamF3", percent_mt=120, frequency_hz=20, train_seconds=5,
                       inter_train_interval_seconds=25, trains=30, pulses_per_session=3000,
                       session_minutes=15), PAPER),
    Preset("payette_2023_brainsway", mark("Brainsway, H1 coil, 18 Hz"),
           TmsProtocol(stimulator="Brainsway", coil="H1", target=_LEFT_DLPFC, percent_mt=120,
                       frequency_hz=18, train_seconds=2, inter_train_interval_seconds=20,
                       trains=55, pulses_per_session=1980, session_minutes=20), PAPER),
    Preset("standard_10_hz", mark("Standard 10 Hz"),
           TmsProtocol(percent_mt=120, frequency_hz=10, train_seconds=4,
                       inter_train_interval_seconds=26, trains=75), PUBLIC),
    Preset("short_interval_10_hz", mark("10 Hz with short intervals"),
           TmsProtocol(percent_mt=120, frequency_hz=10, train_seconds=4,
                       inter_train_interval_seconds=11, trains=75), PUBLIC),
    Preset("itbs_600", mark("iTBS 600"),
           TmsProtocol(percent_mt=120, frequency_hz=5, pulses_per_burst=3, burst_frequency_hz=50,
                       train_seconds=2, inter_train_interval_seconds=8, trains=20)),
    Preset("saint_itbs_1800", mark("iTBS 1800, SAINT"),
           TmsProtocol(motor_threshold_type="resting", percent_mt=90, frequency_hz=5,
                       pulses_per_burst=3, burst_frequency_hz=50, train_seconds=2,
                       inter_train_interval_seconds=8, trains=60, sessions=50,
                       sessions_per_day=10), PUBLIC,
           mark("Ten sessions a day on five days, 50 min apart.")),
    Preset("right_1_hz", mark("Right 1 Hz"),
           TmsProtocol(target=_RIGHT_DLPFC, frequency_hz=1, trains=1),
           note=mark("One train of 360 to 1800 pulses: enter its pulses or its duration.")),
)  # fmt: skip

KETAMINE_PRESETS: tuple[Preset, ...] = (
    Preset("payette_2023_ketamine", mark("0.5 mg/kg over 60 min, six infusions"),
           KetamineProtocol(drug="racemic_ketamine", route="intravenous", dose_mg_per_kg=0.5,
                            duration_minutes=60, infusions_per_week=3, weeks=2,
                            planned_infusions=6), PAPER),
    Preset("ketamine_40_minutes", mark("0.5 mg/kg over 40 min"),
           KetamineProtocol(drug="racemic_ketamine", route="intravenous", dose_mg_per_kg=0.5,
                            duration_minutes=40), PUBLIC,
           mark("The commoner duration; the rate is higher than over 60 min.")),
)  # fmt: skip

PRESETS: tuple[Preset, ...] = (*TMS_PRESETS, *KETAMINE_PRESETS)
