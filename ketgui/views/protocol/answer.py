"""The answer of the protocol tab: how much ketamine was given, and how close to the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.treatment.deviations import Deviations
from ketgui.statistics.results.treatment.exposure import Exposure
from ketgui.text import _, bare, integer, number, plural
from ketgui.views.widgets.tile_contents import make_tile
from ketgui.views.widgets.tiles import Answer, TileContent

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis
    from ketgui.statistics.rows import Estimate, Limits


def summarize(analysis: Analysis) -> Answer:
    """Return infusions, dose, deviations from the plan, and the time from TMS to ketamine."""
    exposure = analysis[Exposure]
    dose, median = exposure.dose_mg_per_kg, exposure.infusions_median
    spread = exposure.dose_mg_per_kg_sd
    return Answer(
        _describe_infusions(exposure),
        (
            make_tile(
                "infusions",
                _("Infusions per patient, median"),
                median,
                _write(median, 0),
                _format_range(exposure.infusions_range),
            ),
            make_tile(
                "dose",
                _("Dose (mg/kg), mean"),
                dose,
                _write(dose, 2),
                "" if isinstance(spread, Unavailable) else f"± {number(spread, 2)}",
            ),
            _make_deviations_tile(analysis),
            make_tile(
                "days",
                _("Days from TMS to ketamine, median"),
                exposure.days_since_tms_median,
                _write(exposure.days_since_tms_median, 0),
                _format_range(exposure.days_since_tms_range),
            ),
        ),
    )


def _describe_infusions(exposure: Exposure) -> str:
    if isinstance(exposure.infused, Unavailable):
        return _("No infusion is recorded.")
    patients = plural("{n} patient", "{n} patients", exposure.infused.count)
    return plural(
        "{n} infusion was given to {patients}.",
        "{n} infusions were given to {patients}.",
        exposure.infusions,
        patients=patients,
    )


def _make_deviations_tile(analysis: Analysis) -> TileContent:
    title = _("Deviations from the plan")
    # Without a plan there is nothing to deviate from; 0 would claim that all went as planned.
    if not analysis.plan.treatment.is_reported:
        return TileContent("deviations", title, "–", _("Nothing is planned yet."))
    deviations = analysis[Deviations].deviations
    patients = len({deviation.patient_id for deviation in deviations})
    detail = plural("in {n} patient", "in {n} patients", patients) if deviations else ""
    return TileContent("deviations", title, integer(len(deviations)), detail)


def _write(value: Estimate, decimals: int) -> str:
    if isinstance(value, Unavailable):
        return ""
    # The median of counts may be 5.5.
    return bare(value) if decimals == 0 else number(value, decimals)


def _format_range(limits: Limits | Unavailable) -> str:
    if isinstance(limits, Unavailable):
        return ""
    low, high = (bare(limit) for limit in limits)
    return _("range {low} to {high}", low=low, high=high)
