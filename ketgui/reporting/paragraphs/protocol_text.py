"""The values of a treatment protocol as text for a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ketgui.domain.treatment.derivation import DerivedValue
from ketgui.domain.treatment.parameters import Parameter, add_unit, format_plain
from ketgui.domain.treatment.presets import translate_target
from ketgui.domain.treatment.protocols import (
    Protocol,
    TmsProtocol,
    derive_values,
    get_parameters,
)
from ketgui.domain.treatment.tms_derivation import derive_train_time
from ketgui.domain.unavailable import Unavailable
from ketgui.text import _


def format_known(protocol: Protocol) -> dict[str, str]:
    """Return each known parameter as text by its key; an entered value overrules a derived one."""
    length = derive_train_time(protocol) if isinstance(protocol, TmsProtocol) else None
    derived = (*derive_values(protocol), *((length,) if isinstance(length, DerivedValue) else ()))
    texts = {item.key: item.format() for item in derived if not isinstance(item.value, Unavailable)}
    values = protocol.as_dict()
    for parameter in get_parameters(protocol):
        value = values[parameter.key]
        if value is not None:
            texts[parameter.key] = _format_in_sentence(parameter, value)
    return texts


def list_values(protocol: Protocol, keys: Sequence[str], texts: dict[str, str]) -> list[str]:
    """Return known values as "term: value", where no phrase holds them all."""
    terms = {parameter.key: _(parameter.term) for parameter in get_parameters(protocol)}
    return [
        _("{term}: {value}", term=lower_first(terms[key]), value=texts[key])
        for key in keys
        if key in texts
    ]


def lower_first(text: str) -> str:
    """Return a text that may stand inside a sentence."""
    return text[:1].lower() + text[1:]


def format_parameter(parameter: Parameter, value: float | str) -> str:
    """Return a value as text; a target that a preset names, in the user's language."""
    # Targets are entered as free text and only known ones can be translated.
    if parameter.key == "target" and isinstance(value, str):
        return translate_target(value)
    return parameter.format(value)


def _format_in_sentence(parameter: Parameter, value: float | str) -> str:
    if parameter.key == "percent_mt" and not isinstance(value, str):
        # The sentence names the motor threshold, so that the unit is the sign alone.
        return add_unit(format_plain(value), "%")
    text = format_parameter(parameter, value)
    return lower_first(text) if parameter.kind == "choice" else text
