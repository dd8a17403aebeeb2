"""A table of protocols: a row for each parameter, then derived values and disagreements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ketgui.domain.treatment.derivation import DerivedValue
from ketgui.domain.treatment.parameters import Parameter, ParameterValue
from ketgui.domain.treatment.presets import find_target
from ketgui.domain.treatment.protocols import (
    NOT_REPORTED,
    Protocol,
    derive_values,
    find_flags,
    get_parameters,
)
from ketgui.domain.treatment.tms import BURST_PARAMETERS
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import BLANK, Cell, Clock, Number, Row, Text, make_number_cell
from ketgui.text import mark

# Parameters that no file of a cohort records, and those that only some protocols have.
_SELDOM = ("motor_threshold_method", "pulses_per_train", "session_minutes", "sessions_per_day",
           "course_pulses", "concentration_mg_per_ml", "weight_basis")  # fmt: skip
# What only a plan states of ketamine: no row of an infusion holds it.
PLANNED_ALONE = ("drug", "route", "infusions_per_week", "weeks", "planned_infusions")


def build_rows(
    protocols: Sequence[Protocol], every: bool = False, without: Sequence[str] = ()
) -> tuple[Row, ...]:
    """Return the rows of protocols of one kind, a cell a protocol.

    Parameters
    ----------
    protocols : sequence of Protocol
        All of TMS, or all of ketamine.
    every : bool
        Whether parameters that none of them reports are listed even if they seldom are; those of
        theta bursts are listed only where there are any.
    without : sequence of str
        Parameters that the table shows in another way.

    Returns
    -------
    tuple of Row
        Parameters, then derived values, then flags; empty without a protocol.
    """
    if not protocols:
        return ()
    values = [protocol.as_dict() for protocol in protocols]
    # A row of blanks for what no file could have recorded would only look like an omission.
    left_out = BURST_PARAMETERS if every else (*BURST_PARAMETERS, *_SELDOM)
    parameters = tuple(
        Row(
            Text(parameter.term),
            tuple(_make_cell(parameter, settings[parameter.key]) for settings in values),
        )
        for parameter in get_parameters(protocols[0])
        if parameter.key not in without
        and (
            parameter.key not in left_out
            or any(settings[parameter.key] is not None for settings in values)
        )
    )
    derived = _build_derived_rows(protocols, without)
    return (*parameters, *derived, *_build_flag_rows(protocols))


def as_dict(protocol: Protocol) -> dict[str, Any]:
    """Return parameters, derived values and flags by name.

    Parameters
    ----------
    protocol : TmsProtocol or KetamineProtocol

    Returns
    -------
    dict of str to Any
        ``parameters``, ``derived`` and ``flags``.
    """
    settings = protocol.as_dict()
    return {
        "parameters": {k: NOT_REPORTED if v is None else v for k, v in settings.items()},
        "derived": {item.key: item.value for item in derive_values(protocol)},
        "flags": [{"parameter": flag.key} for flag in find_flags(protocol)],
    }


def _build_derived_rows(protocols: Sequence[Protocol], without: Sequence[str]) -> tuple[Row, ...]:
    columns = [derive_values(protocol) for protocol in protocols]
    return tuple(
        Row(
            Text(items[0].term, qualifier=mark("derived")),
            tuple(_make_derived_cell(item) for item in items),
        )
        # Each protocol derives the same quantities in the same order.
        for items in zip(*columns, strict=True)
        if items[0].key not in without
    )


def _build_flag_rows(protocols: Sequence[Protocol]) -> tuple[Row, ...]:
    flags = [find_flags(protocol) for protocol in protocols]
    # As many rows as the protocol with the most flags has.
    deepest = max(map(len, flags))
    return tuple(
        Row(
            Text(mark("Checks")),
            tuple(
                Text(own[position].message, from_file=True) if position < len(own) else BLANK
                for own in flags
            ),
        )
        for position in range(deepest)
    )


def _make_cell(parameter: Parameter, value: ParameterValue) -> Cell:
    if value is None:
        return NOT_REPORTED
    if isinstance(value, str):
        # A target that a preset names is shown in the reader's language.
        if parameter.key == "target" and (word := find_target(value)):
            return Text(word)
        titles = {choice.key: choice.title for choice in parameter.choices}
        return Text(titles.get(value, value), from_file=value not in titles)
    # A whole number is written without decimals, whatever its parameter may have.
    places = parameter.decimals if value != round(value) else 0
    return Number(value, places, parameter.unit)


def _make_derived_cell(item: DerivedValue) -> Cell:
    if item.clock and not isinstance(item.value, Unavailable):
        return Clock(item.value)
    return make_number_cell(item.value, item.decimals, item.unit)
