"""How TMS was given, for the Methods: a sentence a protocol, then one on what is not known."""

from __future__ import annotations

from collections.abc import Sequence

from ketgui.domain.treatment.derivation import format_clock
from ketgui.domain.treatment.parameters import add_unit, format_plain
from ketgui.domain.treatment.protocols import TmsProtocol, derive_values, find_missing_parameters
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.protocol_text import format_known, list_values, lower_first
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.treatment.tms_protocols import SessionSummary, TmsProtocols
from ketgui.statistics.treatment.protocol_choice import choose_tms_protocols, find_sessions
from ketgui.text import NO_BREAK_SPACE, _, integer, joined, plural_spelled


def describe_tms(analysis: Analysis) -> dict[str, str]:
    """Return two sentences for each protocol, by "tms1.device", and one on what is not known."""
    sentences: dict[str, str] = {}
    protocols = choose_tms_protocols(analysis)
    for index, protocol in enumerate(protocols):
        texts = _format_tms(protocol, find_sessions(analysis, index))
        patients = _count_patients(analysis, protocol)
        sentences[f"tms{index + 1}.device"] = _describe_protocol(protocol, texts, patients)
        sentences[f"tms{index + 1}.course"] = _describe_course(texts)
    if not any(sentences.values()):
        return {"tms.missing": _("How TMS was given was not reported.")}
    missing = _name_missing(analysis, protocols)
    return sentences | {"tms.missing": _list_missing(missing)}


def _name_missing(analysis: Analysis, protocols: Sequence[TmsProtocol]) -> list[str]:
    """Return what is not known of TMS; what one protocol alone lacks, with its stimulator."""
    lacking: dict[str, list[TmsProtocol]] = {}
    for index, protocol in enumerate(protocols):
        for parameter in find_missing_parameters(protocol):
            # The records may have the number of sessions that the plan leaves open.
            if parameter.key != "sessions" or not find_sessions(analysis, index):
                lacking.setdefault(lower_first(_(parameter.term)), []).append(protocol)
    return [
        name if len(owners) == len(protocols) else f"{name} ({_name_owners(owners, protocols)})"
        for name, owners in lacking.items()
    ]


def _name_owners(owners: Sequence[TmsProtocol], protocols: Sequence[TmsProtocol]) -> str:
    names = [
        owner.stimulator or _("protocol {n}", n=integer(protocols.index(owner) + 1))
        for owner in owners
    ]
    return ", ".join(names)


def _list_missing(names: list[str]) -> str:
    if len(names) == 1:
        return _("One detail of TMS was not reported: {name}.", name=names[0])
    if not names:
        return ""
    return _("The following details of TMS were not reported: {names}.", names=joined(names))


def _count_patients(analysis: Analysis, protocol: TmsProtocol) -> int:
    """Return how many patients received a protocol, 0 where the records do not tell."""
    received = analysis[TmsProtocols]
    pairs = zip(received.protocols, received.patients, strict=True)
    # A planned protocol is found among those received by its stimulator, where only one has it.
    counts = [n for other, n in pairs if other.stimulator == protocol.stimulator]
    return counts[0] if len(counts) == 1 and protocol.stimulator else 0


def _describe_protocol(protocol: TmsProtocol, texts: dict[str, str], patients: int) -> str:
    """Return who received it, with what device, where, and how a session went."""
    parts = [_name_device(texts), _name_target(texts)]
    settings = _list_settings(protocol, texts)
    if not any(parts) and not settings:
        return ""
    recipients = plural_spelled(
        "TMS was given to {n} patient", "TMS was given to {n} patients", patients
    )
    sentence = " ".join(filter(None, [recipients if patients else _("TMS was given"), *parts]))
    return f"{sentence} ({'; '.join(settings)})." if settings else f"{sentence}."


def _name_device(texts: dict[str, str]) -> str:
    if "stimulator" not in texts:
        return _("with the {coil} coil", **texts) if "coil" in texts else ""
    begins_with_vowel = texts["stimulator"][:1].lower() in "aeiou"
    if "coil" in texts:
        return (
            _("with an {stimulator} stimulator and {coil} coil", **texts)
            if begins_with_vowel
            else _("with a {stimulator} stimulator and {coil} coil", **texts)
        )
    return (
        _("with an {stimulator} stimulator", **texts)
        if begins_with_vowel
        else _("with a {stimulator} stimulator", **texts)
    )


def _name_target(texts: dict[str, str]) -> str:
    if {"target", "localisation"} <= texts.keys():
        return _("over the {target}, located with {localisation}", **texts)
    if "target" in texts:
        return _("over the {target}", **texts)
    return _("located with {localisation}", **texts) if "localisation" in texts else ""


def _list_settings(protocol: TmsProtocol, texts: dict[str, str]) -> list[str]:
    """Return the settings of a session that are known, each as a phrase."""
    trains = _describe_bursts(texts) if protocol.is_theta_burst else _describe_pulses(texts)
    return [*trains, *_describe_trains(protocol, texts), *_describe_intensity(texts),
            *_describe_session(texts)]  # fmt: skip


def _describe_pulses(texts: dict[str, str]) -> list[str]:
    return [texts["frequency_hz"]] if "frequency_hz" in texts else []


def _describe_bursts(texts: dict[str, str]) -> list[str]:
    keys = ("pulses_per_burst", "burst_frequency_hz", "frequency_hz")
    if texts.keys() >= set(keys):
        return [
            _(
                "bursts of {pulses_per_burst} pulses at {burst_frequency_hz}, repeated at "
                "{frequency_hz}",
                **texts,
            )
        ]
    return list_values(TmsProtocol(), keys, texts)


def _describe_trains(protocol: TmsProtocol, texts: dict[str, str]) -> list[str]:
    keys = ("trains", "train_seconds", "inter_train_interval_seconds")
    if protocol.trains == 1:
        # A single train has no pause between trains, and lasts as long as the session.
        return [_("one train")]
    if texts.keys() >= set(keys):
        return [
            _(
                "{trains} trains of {train_seconds} with {inter_train_interval_seconds} between "
                "trains",
                **texts,
            )
        ]
    return list_values(protocol, keys, texts)


def _describe_intensity(texts: dict[str, str]) -> list[str]:
    phrases: list[str] = []
    if "percent_mt" in texts:
        phrases.append(
            _("{percent_mt} of the {motor_threshold_type} motor threshold", **texts)
            if "motor_threshold_type" in texts
            else _("{percent_mt} of motor threshold", **texts)
        )
    if "motor_threshold_method" in texts:
        phrases.append(_("motor threshold found by {motor_threshold_method}", **texts))
    return phrases


def _describe_session(texts: dict[str, str]) -> list[str]:
    if {"pulses_per_session", "session_time"} <= texts.keys():
        return [_("{pulses_per_session} pulses per session, {session_time}", **texts)]
    if "pulses_per_session" in texts:
        return [_("{pulses_per_session} pulses per session", **texts)]
    return [_("{session_time} per session", **texts)] if "session_time" in texts else []


def _describe_course(texts: dict[str, str]) -> str:
    """Return how many sessions made the course; empty where that is not known."""
    if "sessions" not in texts:
        return ""
    details = [
        _("{sessions_per_day} a day", **texts) if "sessions_per_day" in texts else "",
        _("{course_pulses} pulses in all", **texts) if "course_pulses" in texts else "",
    ]
    listed = "; ".join(filter(None, details))
    sentence = _("The course comprised {sessions} sessions", **texts)
    return f"{sentence} ({listed})." if listed else f"{sentence}."


def _format_tms(protocol: TmsProtocol, sessions: SessionSummary | None) -> dict[str, str]:
    """Return what is known of a protocol as text; sessions as recorded where none is planned."""
    texts = format_known(protocol)
    # Recorded courses may differ in their number of sessions: a range describes them.
    if protocol.sessions is None and sessions:
        texts["sessions"] = format_session_range(sessions)
        if protocol.pulses_per_session is not None and protocol.course_pulses is None:
            texts["course_pulses"] = format_session_range(sessions, protocol.pulses_per_session)
    if time := _format_session_time(protocol, texts):
        texts["session_time"] = time
    return texts


def format_session_range(sessions: SessionSummary, each: float = 1) -> str:
    """Return the fewest and the most sessions as a range, times an amount for each session."""
    low, high = (integer(round(number * each)) for number in (sessions.least, sessions.most))
    return _("{low} to {high}", low=low, high=high)


def _format_session_time(protocol: TmsProtocol, texts: dict[str, str]) -> str:
    """Return a session's recorded duration, else its nominal one: "20 min 10 s"."""
    if protocol.session_minutes is not None:
        return texts["session_minutes"]
    nominal = next(item for item in derive_values(protocol) if item.key == "nominal_minutes").value
    if isinstance(nominal, Unavailable):
        return ""
    minutes, seconds = map(int, format_clock(nominal).split(":"))
    parts = [add_unit(format_plain(n), unit) for n, unit in ((minutes, "min"), (seconds, "s")) if n]
    return NO_BREAK_SPACE.join(parts)
