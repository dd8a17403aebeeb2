"""``analysis.json``: every number at full precision, under stable names for scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from ketgui import __version__
from ketgui.domain.folding import to_identifier
from ketgui.domain.rated_scales import find_rated_scales
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.further.secondary_outcomes import SecondaryOutcomes

SCHEMA = "ketgui-analysis-2"


def as_dict(analysis: Analysis) -> dict[str, Any]:
    """Return the analysis as plain lists and dictionaries.

    It is for scripts: the same in every language, as ``resources/analysis.schema.json`` describes
    it. What the user has set is in ``plan`` alone; everything else is computed. A value that
    cannot be computed is None, and the object that holds it has a ``reason``: by the
    value's name, an identifier made of the English reason.
    """
    cohort = analysis.cohort
    head = {
        "schema": SCHEMA,
        "program": {"name": "KetGUI", "version": __version__},
        "inputs": [{"name": s.name, "sha256": s.sha256} for s in cohort.sources],
        "plan": _make_plain(_describe_plan(analysis)),
        "cohort": {
            "enrolled": cohort.enrolled,
            "analysed": analysis.pairs.analysed,
            "invented": cohort.invented,
        },
    }
    head["scales"] = [
        {
            "key": scale.key,
            "title": scale.title,
            "low": scale.low,
            "high": scale.high,
            "rater": scale.rater,
        }
        for scale in find_rated_scales(cohort, analysis.plan)
    ]
    results = {kind.key: _make_plain(result.as_dict()) for kind, result in analysis.results.items()}
    for kind in analysis.results:
        # A table of its own on screen, but a part of another result here, where scripts expect it.
        if kind.part_of:
            results[kind.part_of][kind.key] = results.pop(kind.key)
    return head | results


def _describe_plan(analysis: Analysis) -> dict[str, Any]:
    """Return the settings as they are applied, those of the secondary outcomes too."""
    plan, lines = analysis.plan, analysis[SecondaryOutcomes].secondary
    return (
        plan.as_dict()
        | plan.resolve_definitions()
        | {"secondary": [o.plan.resolve_definitions() for o in lines]}
    )


def write_json(analysis: Analysis) -> str:
    """Return the analysis as JSON text."""
    # A NaN would be a defect and no valid JSON: a missing number is null beside its reason.
    return json.dumps(as_dict(analysis), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _make_plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return _make_plain_object(cast("Mapping[str, object]", value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_make_plain(item) for item in cast("Sequence[object]", value)]
    return value


def _make_plain_object(values: Mapping[str, object]) -> dict[str, Any]:
    reasons = {k: to_identifier(v.reason) for k, v in values.items() if isinstance(v, Unavailable)}
    plain = {k: None if k in reasons else _make_plain(v) for k, v in values.items()}
    return plain | {"reason": reasons} if reasons else plain
