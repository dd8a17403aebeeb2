"""The protocols' values: each declared once, recorded ones as their column."""

from __future__ import annotations

from dataclasses import asdict, fields

import pytest

from ketgui.domain.fields import get_field
from ketgui.domain.treatment.parameters import Parameter
from ketgui.domain.treatment.protocols import (
    KETAMINE_PARAMETERS,
    TMS_PARAMETERS,
    KetamineProtocol,
    Protocol,
    TmsProtocol,
)


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [(TmsProtocol, TMS_PARAMETERS), (KetamineProtocol, KETAMINE_PARAMETERS)],
)
def test_every_value_is_declared_once_and_begins_as_not_reported(
    kind: type[Protocol], parameters: tuple[Parameter, ...]
) -> None:
    assert [one.name for one in fields(kind)] == [one.key for one in parameters]
    assert set(asdict(kind()).values()) == {None}
    for one in parameters:
        assert one.note, one.key
        assert (one.kind == "choice") == bool(one.choices)
        assert (one.kind in ("number", "integer")) == (one.describe_range() != "")


def test_a_recorded_parameter_is_the_cohorts_column() -> None:
    parameter = next(one for one in TMS_PARAMETERS if one.key == "percent_mt")
    column = get_field("tms_courses", "percent_mt")
    assert (parameter.term, parameter.unit) == (column.title, column.unit)
    assert (parameter.low, parameter.high) == (column.low, column.high)
