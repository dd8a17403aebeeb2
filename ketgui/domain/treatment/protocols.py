"""Both treatments as protocols: which values are derived, which disagree, which are missing.

None is a value: "not reported". A published protocol rarely reports everything, and a blank that
looked like a zero would be worse than a blank.
"""

from __future__ import annotations

from math import isfinite

from ketgui.domain.treatment.derivation import NOT_REPORTED, DerivedValue
from ketgui.domain.treatment.ketamine import (
    KETAMINE_PARAMETERS,
    KetamineProtocol,
    derive_dose,
    derive_ketamine,
)
from ketgui.domain.treatment.parameters import Flag, Parameter, ProtocolError, format_plain
from ketgui.domain.treatment.tms import BURST_PARAMETERS, TMS_PARAMETERS, TmsProtocol
from ketgui.domain.treatment.tms_derivation import derive_tms, derive_train_time
from ketgui.domain.unavailable import Unavailable
from ketgui.text import _, joined, percent

__all__ = (
    "KETAMINE_PARAMETERS",
    "NOT_REPORTED",
    "SESSION_TOLERANCE_PERCENT",
    "TMS_PARAMETERS",
    "KetamineProtocol",
    "Protocol",
    "ProtocolError",
    "TmsProtocol",
    "derive_dose",
    "derive_values",
    "explain_missing",
    "find_flags",
    "find_missing_parameters",
    "get_parameters",
    "list_reported",
)

Protocol = TmsProtocol | KetamineProtocol

# A session's length is often printed rounded: "about 20 min" for 20:10.
SESSION_TOLERANCE_PERCENT = 5
# Counts agree when rounding to a whole number either way makes them equal.
_COUNT_TOLERANCE = 1 - 1e-6
_TIMES = ("nominal_minutes", "device_minutes")


def get_parameters(protocol: Protocol) -> tuple[Parameter, ...]:
    """Return the declared parameters of this kind of protocol.

    Parameters
    ----------
    protocol : TmsProtocol or KetamineProtocol

    Returns
    -------
    tuple of Parameter
    """
    return TMS_PARAMETERS if isinstance(protocol, TmsProtocol) else KETAMINE_PARAMETERS


def derive_values(protocol: Protocol) -> tuple[DerivedValue, ...]:
    """Return the values that follow from the parameters, each with its arithmetic.

    Parameters
    ----------
    protocol : TmsProtocol or KetamineProtocol

    Returns
    -------
    tuple of DerivedValue

    Examples
    --------
    >>> p = TmsProtocol(frequency_hz=20, train_seconds=5, trains=30)
    >>> [item.value for item in derive_values(p)][:2]
    [100, 3000]
    """
    if isinstance(protocol, TmsProtocol):
        return derive_tms(protocol)
    return derive_ketamine(protocol)


def list_reported(protocol: Protocol) -> dict[str, float | str]:
    """Return the parameters that are reported, by key: what a file of the protocol holds.

    Parameters
    ----------
    protocol : TmsProtocol or KetamineProtocol

    Returns
    -------
    dict of str to float or str

    Examples
    --------
    >>> list_reported(KetamineProtocol(weeks=2))
    {'weeks': 2}
    """
    return {key: value for key, value in protocol.as_dict().items() if value is not None}


def find_flags(protocol: Protocol) -> tuple[Flag, ...]:
    """Return the values that are implausible or disagree with those derived from others.

    Parameters
    ----------
    protocol : TmsProtocol or KetamineProtocol

    Returns
    -------
    tuple of Flag

    Notes
    -----
    A count disagrees from a difference of one on; a session's duration, where it is more than
    ``SESSION_TOLERANCE_PERCENT`` outside the nominal and the device time.
    """
    return (
        *_flag_odd_values(protocol),
        *_flag_disagreements(protocol),
        *_flag_session_minutes(protocol),
    )


def find_missing_parameters(protocol: Protocol) -> tuple[Parameter, ...]:
    """Return the parameters that a reader of the report would miss.

    Parameters
    ----------
    protocol : TmsProtocol or KetamineProtocol

    Returns
    -------
    tuple of Parameter

    Notes
    -----
    A value that can be derived is not missing, nor are bursts where there are none, nor the pause
    after the only train.
    """
    values = protocol.as_dict()
    unused = _find_unused_keys(protocol)
    return tuple(
        parameter
        for parameter in get_parameters(protocol)
        if parameter.essential and values[parameter.key] is None and parameter.key not in unused
    )


def explain_missing(item: DerivedValue, protocol: Protocol) -> str:
    """Return in words what a derived value lacks; empty where it has a number.

    Parameters
    ----------
    item : DerivedValue
    protocol : TmsProtocol or KetamineProtocol
        From which it was derived.

    Returns
    -------
    str
    """
    if not isinstance(item.value, Unavailable):
        return ""
    terms = [
        _(parameter.term) for parameter in get_parameters(protocol) if parameter.key in item.missing
    ]
    if not terms:
        return _("A value of the protocol cannot be.")
    return _("Not reported: {items}.", items=joined(terms))


def _find_unused_keys(protocol: Protocol) -> tuple[str, ...]:
    """Return the keys of the parameters that a protocol of this shape does not have."""
    if not isinstance(protocol, TmsProtocol):
        return ()
    # A plain train has no bursts, a single train no pause after it, and a train whose pulses are
    # typed needs no duration.
    unused = () if protocol.is_theta_burst else BURST_PARAMETERS
    if protocol.trains == 1:
        unused = (*unused, "inter_train_interval_seconds")
    return (
        (*unused, "train_seconds")
        if isinstance(derive_train_time(protocol), DerivedValue)
        else unused
    )


def _flag_odd_values(protocol: Protocol) -> tuple[Flag, ...]:
    values = protocol.as_dict()
    odd = (
        Flag(parameter.key, parameter.find_problem(values[parameter.key]))
        for parameter in get_parameters(protocol)
    )
    return tuple(flag for flag in odd if flag.message)


def _flag_disagreements(protocol: Protocol) -> tuple[Flag, ...]:
    values = protocol.as_dict()
    disagreements: list[Flag] = []
    for item in derive_values(protocol):
        # Only what is both typed and derived can disagree.
        typed = values.get(item.key)
        if isinstance(item.value, Unavailable) or not isinstance(typed, int | float):
            continue
        if isfinite(typed) and abs(typed - item.value) >= _COUNT_TOLERANCE:
            message = _(
                "{formula}; {typed} entered", formula=item.formula, typed=format_plain(typed)
            )
            disagreements.append(Flag(item.key, message))
    return tuple(disagreements)


def _flag_session_minutes(protocol: Protocol) -> tuple[Flag, ...]:
    if not isinstance(protocol, TmsProtocol) or protocol.session_minutes is None:
        return ()
    times = [item for item in derive_tms(protocol) if item.key in _TIMES]
    minutes = [item.value for item in times if not isinstance(item.value, Unavailable)]
    slack = SESSION_TOLERANCE_PERCENT / 100
    typed = protocol.session_minutes
    if not minutes or not isfinite(typed):
        return ()
    # Papers print either time, so a session may lie anywhere between them.
    if min(minutes) * (1 - slack) <= typed <= max(minutes) * (1 + slack):
        return ()
    message = _(
        "{formula}; {typed} min entered, more than {tolerance} away",
        formula=next(item.formula for item in times if item.formula),
        typed=format_plain(typed),
        tolerance=percent(SESSION_TOLERANCE_PERCENT, 0),
    )
    return (Flag("session_minutes", message),)
