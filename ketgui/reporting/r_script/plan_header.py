"""The plan as R code: the user's settings, and the columns of each kind."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import cast

import pandas as pd

from ketgui.domain.events.adverse_events import RELATED, RELATEDNESS_ORDER, SEVERE, SEVERITY_ORDER
from ketgui.domain.fields import get_fields
from ketgui.domain.folding import to_identifier
from ketgui.domain.treatment.protocols import Protocol, TmsProtocol, get_parameters
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.follow_up import RESCUES
from ketgui.statistics.grouping import MOST_LEVELS
from ketgui.statistics.results.follow_up.visit_means import VisitMeans
from ketgui.statistics.results.outcomes.cut_offs import CutOffs
from ketgui.statistics.results.patients.demographics import OF_THE_STUDY, RESISTANCE
from ketgui.statistics.results.treatment.monitoring import MEASURES
from ketgui.statistics.study import Study


def format_plan(analysis: Analysis) -> str:
    """Return the R code that defines ``plan``, a list of everything that is not computed."""
    values = {
        **_list_settings(analysis),
        **_list_columns(analysis),
        **_list_treatment(analysis),
        "published": _list_published(analysis),
        "cut_offs": _list_cut_offs(analysis),
        "bands": _list_bands(analysis),
    }
    lines = ",\n".join(f"  {name} = {format_r(value)}" for name, value in values.items())
    return f"plan <- list(\n{lines}\n)\n"


def format_r(value: object) -> str:
    r"""Return a value as R code; None is NA.

    Examples
    --------
    >>> format_r({"a": 1.5, "b": ["x", None], "c": True})
    'list(a = 1.5, b = c("x", NA), c = TRUE)'
    """
    if isinstance(value, pd.DataFrame):
        columns = {str(name): value[name].tolist() for name in value.columns}
        parts = ", ".join(f"{name} = {format_r(cells)}" for name, cells in columns.items())
        return f"data.frame({parts})"
    if isinstance(value, Mapping):
        table = cast("Mapping[str, object]", value)
        return f"list({', '.join(f'{_format_name(k)} = {format_r(v)}' for k, v in table.items())})"
    if isinstance(value, Sequence) and not isinstance(value, str):
        cells = cast("Sequence[object]", value)
        make = "list" if any(isinstance(cell, Mapping) for cell in cells) else "c"
        # An empty c() would be NULL, which drops an entry from a list.
        return f"{make}({', '.join(map(format_r, cells))})" if cells else "character(0)"
    return _format_scalar(value)


def _format_scalar(value: object) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        # R has NA where Python has None or NaN; the script checks for it with is.na().
        return "NA"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return repr(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _format_name(name: str) -> str:
    # R quotes other names with backticks.
    return name if name.isidentifier() and not name.startswith("_") else f"`{name}`"


def _list_settings(analysis: Analysis) -> dict[str, object]:
    plan = analysis.plan
    names = (
        "confidence_level", "interval_method", "population", "partial_response_percent",
        "summary", "tms_failure_percent", "bootstrap_seed", "bayes_factor", "carry_forward",
        "mixed_model", "selection_score", "population_mean", "population_sd",
    )  # fmt: skip
    settings: dict[str, object] = {name: getattr(plan, name) for name in names}
    return settings | {
        "reliability": _number_or_none(plan.reliability_used),
        "minimal_important_difference": _number_or_none(plan.important_difference_used),
        "invented": analysis.cohort.invented,
        "primary": plan.scale,
        "visit_structure": _get_text(analysis[VisitMeans].structure),
        "outcomes": _list_definitions(analysis),
        "relapse": _list_relapse(analysis),
    }


def _list_relapse(analysis: Analysis) -> dict[str, object]:
    rule, scale = analysis.plan.relapse, analysis.plan.rating_scale
    cutoff = rule.find_cutoff(scale)
    return {
        "among": rule.among,
        "score": cutoff.value if cutoff else None,
        # A level, such as the CGI, has no percentage to lose.
        "lost_percent": rule.lost_percent if scale.kind == "total" else None,
        "visits": rule.visits,
        "counted": [kind for kind in RESCUES if getattr(rule, kind)],
    }


def _list_definitions(analysis: Analysis) -> dict[str, object]:
    """Return each outcome's definitions by its scale, the primary one first."""
    return {outcome.plan.scale: _list_rules(outcome) for outcome in analysis.study.outcomes}


def _list_rules(study: Study) -> dict[str, object]:
    plan, pairs = study.plan, study.pairs
    scale, response, remission = plan.rating_scale, plan.response, plan.remission
    return {
        "rates_improvement": scale.kind == "improvement",
        "rater": scale.rater,
        "is_rising": pairs.is_rising,
        "best": pairs.best,
        "has_percentages": pairs.has_percentages,
        "response_is_score": plan.is_score,
        "response_operator": getattr(response, "operator", None),
        "response_value": getattr(response, "value", None),
        "has_partial": plan.has_partial_response,
        "remission_operator": getattr(remission, "operator", None),
        "remission_value": getattr(remission, "value", None),
        "remitters_are_responders": plan.remitters_are_responders,
    }


def _get_text(value: str | Unavailable) -> str | None:
    return None if isinstance(value, Unavailable) else value


def _number_or_none(value: float | Unavailable) -> float | None:
    return None if isinstance(value, Unavailable) else value


def _list_columns(analysis: Analysis) -> dict[str, object]:
    """Return which columns of patients are numbers, and the levels of those that are not."""
    patients = analysis.cohort.patients
    described = [f for f in get_fields("patients") if f.key not in OF_THE_STUDY]
    present = [field for field in described if field.key in patients]
    recorded = [field for field in present if bool(patients[field.key].notna().any())]
    numbers = [field.key for field in recorded if field.kind in ("number", "integer")]
    levels = {
        f.key: ["yes"] if f.kind == "yes_no" else [choice.key for choice in f.choices]
        for f in recorded
        if f.kind in ("yes_no", "choice")
    }
    text_fields = [field for field in recorded if field.kind == "text" and not field.identifying]
    levels |= {
        f.key: sorted(map(str, patients[f.key].dropna().unique()))
        for f in text_fields
        if patients[f.key].nunique() <= MOST_LEVELS
    }
    scale = analysis.plan.rating_scale
    return {
        "number_columns": numbers,
        "category_levels": levels,
        "resistance": {name: [low, high] for name, low, high in RESISTANCE},
        "item_names": [to_identifier(name) for name in scale.items],
        "item_apart": scale.item_apart,
        "most_levels": MOST_LEVELS,
    }


def _list_treatment(analysis: Analysis) -> dict[str, object]:
    treatment = analysis.plan.treatment
    columns = [field.key for field in get_fields("tms_courses")]
    parameters = [
        parameter.key for parameter in get_parameters(TmsProtocol()) if parameter.key in columns
    ]
    numbers = [
        parameter.key
        for parameter in get_parameters(TmsProtocol())
        if parameter.kind in ("number", "integer")
    ]
    return {
        "tms_parameters": [name for name in parameters if name != "sessions"],
        "tms_numbers": [name for name in numbers if name in columns],
        "tms": [_list_numbers(protocol) for protocol in treatment.tms],
        "ketamine": _list_numbers(treatment.ketamine),
        "planned_infusions": treatment.infusions,
        "systolic_rise_limit": treatment.tolerances.systolic_rise_mmhg,
        "measures": list(MEASURES),
        "events_recorded": "adverse_events" in analysis.cohort.recorded,
        "severities": list(SEVERITY_ORDER),
        "severe_rank": SEVERITY_ORDER.index(SEVERE) + 1,
        "related_rank": RELATEDNESS_ORDER.index(RELATED) + 1,
    }


def _list_numbers(protocol: Protocol) -> dict[str, object]:
    values = protocol.as_dict()
    kinds = {parameter.key: parameter.kind for parameter in get_parameters(protocol)}
    return {name: values[name] for name in values if kinds.get(name) in ("number", "integer")}


def _list_published(analysis: Analysis) -> pd.DataFrame:
    rows = [
        (study.study, study.n, study.response, study.remission) for study in analysis.plan.published
    ]
    table = pd.DataFrame(rows, columns=["study", "n", "response", "remission"])
    return table.astype({"n": float, "response": float, "remission": float})


def _list_cut_offs(analysis: Analysis) -> pd.DataFrame:
    rows = [
        (cut_off.outcome, cut_off.operator, cut_off.value) for cut_off in analysis[CutOffs].cut_offs
    ]
    return pd.DataFrame(rows, columns=["outcome", "operator", "value"])


def _list_bands(analysis: Analysis) -> pd.DataFrame:
    bands = analysis.plan.rating_scale.bands
    rows = [(to_identifier(band.title), float(band.low), float(band.high)) for band in bands]
    return pd.DataFrame(rows, columns=["name", "low", "high"])
