"""A planned treatment as a small TOML text, to be shared between clinics."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping

from ketgui.domain.parameters import ProtocolError
from ketgui.domain.treatment import PlannedTreatment
from ketgui.text import _

_SCHEMA = "ketgui-protocol-1"


def to_toml(treatment: PlannedTreatment) -> str:
    """Return a planned treatment as TOML: ``[[tms]]``, ``[ketamine]`` and ``[tolerances]``.

    What is not reported is left out.

    Examples
    --------
    >>> print(to_toml(PlannedTreatment()))
    schema = "ketgui-protocol-1"
    <BLANKLINE>
    [ketamine]
    <BLANKLINE>
    [tolerances]
    dose_percent = 10.0
    duration_minutes = 5.0
    spacing_days = 1.0
    <BLANKLINE>
    """
    parts = treatment.as_dict()
    tables = [("[[tms]]", one) for one in parts["tms"]]
    tables += [(f"[{name}]", parts[name]) for name in ("ketamine", "tolerances")]
    body = (_section(head, values) for head, values in tables)
    return "\n".join((f"schema = {_value(_SCHEMA)}\n", "\n".join(body)))


def from_toml(text: str) -> PlannedTreatment:
    """Return the planned treatment that a TOML text holds.

    Raises
    ------
    ProtocolError
        If it is not TOML, of another schema, or holds what is no protocol.
    """
    try:
        parts = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProtocolError(_("This is not a protocol file: {error}", error=error)) from None
    if parts.pop("schema", _SCHEMA) != _SCHEMA:
        raise ProtocolError(_("The protocol file is of a kind that this program does not know."))
    return PlannedTreatment.from_dict(parts)


def _section(head: str, values: Mapping[str, float | str]) -> str:
    return "\n".join((head, *(f"{key} = {_value(value)}" for key, value in values.items()), ""))


def _value(value: float | str) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)
