"""Parameters: how they are declared, written and read from files."""

from __future__ import annotations

import math
import tomllib
from typing import Any

import pytest

from ketgui.domain.treatment.parameters import Parameter, format_plain
from ketgui.domain.treatment.protocols import (
    KETAMINE_PARAMETERS,
    TMS_PARAMETERS,
    KetamineProtocol,
    Protocol,
    ProtocolError,
    TmsProtocol,
    list_reported,
)
from ketgui.text import language

SPACE = "\u00a0"


@pytest.mark.parametrize("parameter", [*TMS_PARAMETERS, *KETAMINE_PARAMETERS], ids=lambda p: p.key)
def test_the_ends_of_a_range_lie_within_it(parameter: Parameter) -> None:
    for end in (parameter.low, parameter.high):
        assert parameter.find_problem(end) == ""
    if parameter.high is not None:
        assert parameter.find_problem(parameter.high * 1.01 + 1) != ""


def test_values_are_written_with_their_unit_or_as_not_reported() -> None:
    by_key = {one.key: one for one in (*TMS_PARAMETERS, *KETAMINE_PARAMETERS)}
    assert by_key["frequency_hz"].format(20.0) == f"20{SPACE}Hz"
    assert by_key["trains"].format(30.0) == "30"
    assert by_key["trains"].format(None) == "not reported"
    assert by_key["coil"].format("H1") == "H1"
    assert by_key["motor_threshold_type"].format("resting") == "Resting"
    assert by_key["coil"].describe_range() == ""


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.05, "0.05"),
        (1.84000000001, "1.84"),
        (1 / 3, "0.333333"),
        (-0.0, "0"),
        (-2.5, "−2.5"),
        (1_234_567, f"1{SPACE}234{SPACE}567"),
    ],
)
def test_a_number_has_no_more_places_than_it_needs(value: float, written: str) -> None:
    assert format_plain(value) == written


def test_a_number_is_written_in_the_users_language() -> None:
    with language("fr"):
        assert format_plain(52.5) == "52,5"


def test_a_protocol_survives_a_file() -> None:
    read = tomllib.loads('coil = "H1"\ntrains = 55\nmotor_threshold_type = "resting"\ntarget = ""')
    protocol = TmsProtocol.from_dict(read)
    assert protocol == TmsProtocol(coil="H1", trains=55, motor_threshold_type="resting")
    assert list_reported(protocol) == {
        "coil": "H1",
        "motor_threshold_type": "resting",
        "trains": 55,
    }
    assert TmsProtocol.from_dict(dict(list_reported(protocol))) == protocol
    infusion = KetamineProtocol.from_dict({"drug": "esketamine", "weeks": 2.5, "route": None})
    assert infusion == KetamineProtocol(drug="esketamine", weeks=2.5)


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        (TmsProtocol, {"coils": "H1"}, "“coils”"),
        (KetamineProtocol, {"coil": "H1"}, "“coil”"),
        (TmsProtocol, {"coil": 1}, "Coil (coil) does not hold text"),
        (TmsProtocol, {"trains": "55"}, "Trains (trains) does not hold a whole number"),
        (TmsProtocol, {"trains": 55.5}, "Trains (trains) does not hold a whole number"),
        (TmsProtocol, {"trains": True}, "Trains (trains) does not hold a whole number"),
        (TmsProtocol, {"trains": 10**400}, "Trains (trains) does not hold a whole number"),
        (TmsProtocol, {"percent_mt": math.nan}, "Intensity (percent_mt) does not hold a number"),
        (TmsProtocol, {"percent_mt": [120]}, "Intensity (percent_mt) does not hold a number"),
        (
            TmsProtocol,
            {"motor_threshold_type": "Resting"},
            "Motor threshold type (motor_threshold_type) does not hold one of resting and active",
        ),
    ],
)
def test_a_file_that_holds_something_else_is_refused_in_three_parts(
    kind: type[Protocol], values: dict[str, Any], said: str
) -> None:
    with pytest.raises(ProtocolError) as refused:
        kind.from_dict(values)
    what, meaning, remedy = str(refused.value).split(". ")
    assert said in what
    assert meaning.startswith("Nothing was read")
    assert remedy.startswith("Correct the")
