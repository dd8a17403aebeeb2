"""Protocols that the figures of the treatment are tried on."""

from __future__ import annotations

from typing import Any

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, TMS_PRESETS

TMS: dict[str, Any] = {preset.key: preset.protocol for preset in TMS_PRESETS}
PAPER = AnalysisPlan(
    treatment=PlannedTreatment(
        (TMS["payette_2023_brainsway"],),  # type: ignore[arg-type]
        KETAMINE_PRESETS[0].protocol,  # type: ignore[arg-type]
    )
)
