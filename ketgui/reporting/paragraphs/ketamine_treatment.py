"""How ketamine was given, for the Methods: what is known in one sentence, then what is not."""

from __future__ import annotations

from ketgui.domain.treatment.protocols import (
    KetamineProtocol,
    derive_values,
    find_missing_parameters,
)
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.protocol_text import format_known, lower_first
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.treatment.protocol_choice import choose_ketamine_protocol
from ketgui.text import _, joined, mark, plural_spelled, spelled

_DRUGS = {
    "racemic_ketamine": mark("Racemic ketamine was given"),
    "esketamine": mark("Esketamine was given"),
    "arketamine": mark("Arketamine was given"),
}
_ROUTES = {
    "intravenous": mark("intravenously"),
    "intramuscular": mark("intramuscularly"),
    "subcutaneous": mark("subcutaneously"),
    "intranasal": mark("intranasally"),
    "oral": mark("by mouth"),
}


def describe_ketamine(analysis: Analysis) -> dict[str, str]:
    """Return the sentence on the ketamine protocol, and the one on what is not known of it."""
    protocol = choose_ketamine_protocol(analysis)
    sentence = _describe_protocol(protocol)
    if not sentence:
        return {"ketamine": _("How ketamine was given was not reported.")}
    missing = [lower_first(_(parameter.term)) for parameter in find_missing_parameters(protocol)]
    return {"ketamine": sentence, "ketamine.missing": _list_missing(missing)}


def _describe_protocol(protocol: KetamineProtocol) -> str:
    """Return what is known of the ketamine protocol in one sentence; empty for nothing."""
    texts = format_known(protocol)
    phrases = [
        _(_ROUTES[protocol.route]) if protocol.route in _ROUTES else "",
        _describe_dose(texts),
        _("over {duration_minutes}", **texts) if "duration_minutes" in texts else "",
    ]
    schedule = _describe_schedule(protocol, texts)
    if not any(phrases) and not schedule and protocol.drug is None:
        return ""
    given = _(_DRUGS.get(protocol.drug or "", mark("Ketamine was given")))
    return " ".join(filter(None, [given, *phrases])) + schedule + "."


def _describe_dose(texts: dict[str, str]) -> str:
    if "dose_mg_per_kg" not in texts:
        return ""
    if "weight_basis" in texts:
        return _("at {dose_mg_per_kg} of {weight_basis}", **texts)
    return _("at {dose_mg_per_kg}", **texts)


def _describe_schedule(protocol: KetamineProtocol, texts: dict[str, str]) -> str:
    """Return how often and for how long, with the mark that joins it to what is before."""
    parts: list[str] = []
    if "infusions_per_week" in texts:
        parts.append(
            _("once a week")
            if protocol.infusions_per_week == 1
            else _("{infusions_per_week} times a week", infusions_per_week=_spell(protocol, texts))
        )
    if protocol.weeks is not None:
        # A plural form needs a whole number; "1.5 weeks" is formatted like any other value.
        is_whole = protocol.weeks == round(protocol.weeks)
        parts.append(
            plural_spelled("for {n} week", "for {n} weeks", round(protocol.weeks))
            if is_whole
            else _("for {n} weeks", n=texts["weeks"])
        )
    sentence = f", {' '.join(parts)}" if parts else ""
    if infusions := _count_planned(protocol):
        sentence += f" ({plural_spelled('{n} infusion', '{n} infusions', infusions)})"
    return sentence


def _spell(protocol: KetamineProtocol, texts: dict[str, str]) -> str:
    """Return how often a week: a whole number below ten in words."""
    times = protocol.infusions_per_week or 0
    return spelled(round(times)) if times == round(times) else texts["infusions_per_week"]


def _count_planned(protocol: KetamineProtocol) -> int:
    """Return the infusions planned for one patient, entered or derived; 0 where not known."""
    if protocol.planned_infusions is not None:
        return round(protocol.planned_infusions)
    derived = {item.key: item.value for item in derive_values(protocol)}
    number = derived.get("planned_infusions", 0)
    return 0 if isinstance(number, Unavailable) else round(number)


def _list_missing(names: list[str]) -> str:
    if len(names) == 1:
        return _("One detail of ketamine treatment was not reported: {name}.", name=names[0])
    if not names:
        return ""
    return _(
        "The following details of ketamine treatment were not reported: {names}.",
        names=joined(names),
    )
