"""A planned treatment as a small TOML file, to be shared between clinics."""

from __future__ import annotations

import tomllib

import tomli_w

from ketgui.domain.treatment.parameters import ProtocolError
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.text import _

# A later version that writes another kind of file changes this name; older ones then refuse it.
_SCHEMA = "ketgui-protocol-1"


def to_toml(treatment: PlannedTreatment) -> str:
    """Return a planned treatment as TOML: ``[[tms]]``, ``[ketamine]`` and ``[tolerances]``.

    Parameters
    ----------
    treatment : PlannedTreatment

    Returns
    -------
    str
        What is not reported is left out.

    Examples
    --------
    >>> print(to_toml(PlannedTreatment()))
    schema = "ketgui-protocol-1"
    tms = []
    <BLANKLINE>
    [ketamine]
    <BLANKLINE>
    [tolerances]
    dose_percent = 10.0
    duration_minutes = 5.0
    spacing_days = 1.0
    <BLANKLINE>
    """
    return tomli_w.dumps({"schema": _SCHEMA, **treatment.as_dict()})


def from_toml(text: str) -> PlannedTreatment:
    """Return the planned treatment that a TOML text holds.

    Parameters
    ----------
    text : str

    Returns
    -------
    PlannedTreatment

    Raises
    ------
    ProtocolError
        If it is not TOML, of another schema, or does not hold a protocol.

    Examples
    --------
    >>> from_toml(to_toml(PlannedTreatment())) == PlannedTreatment()
    True
    """
    try:
        parts = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProtocolError(_("This is not a protocol file: {error}", error=error)) from None
    # A file without a schema was written by hand, and is read as one of this kind.
    if parts.pop("schema", _SCHEMA) != _SCHEMA:
        raise ProtocolError(_("The protocol file is of a kind that this program does not know."))
    return PlannedTreatment.from_dict(parts)
