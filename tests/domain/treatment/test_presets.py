"""The presets against the table they are declared from, and their sources."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketgui.domain.treatment.derivation import format_clock
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, PRESETS, TMS_PRESETS, Preset
from ketgui.domain.treatment.protocols import (
    KetamineProtocol,
    Protocol,
    TmsProtocol,
    derive_values,
    find_flags,
    get_parameters,
)
from ketgui.domain.unavailable import Unavailable

BY_KEY = {preset.key: preset for preset in PRESETS}


def values(protocol: Protocol) -> dict[str, float | Unavailable]:
    return {item.key: item.value for item in derive_values(protocol)}


def figure(protocol: Protocol, key: str) -> float:
    value = values(protocol)[key]
    assert not isinstance(value, Unavailable)
    return value


@pytest.mark.parametrize(
    ("key", "pulses", "nominal", "device"),
    [
        ("payette_2023_magventure", 3000, "15:00", "14:33"),
        ("payette_2023_brainsway", 1980, "20:10", "19:47"),
        ("standard_10_hz", 3000, "37:30", "36:56"),
        ("short_interval_10_hz", 3000, "18:45", "18:26"),
        ("itbs_600", 600, "3:20", "3:09"),
        ("saint_itbs_1800", 1800, "10:00", "9:42"),
    ],
)
def test_against_the_published_pulses_and_times(
    key: str, pulses: float, nominal: str, device: str
) -> None:
    protocol = BY_KEY[key].protocol
    assert figure(protocol, "pulses_per_session") == pulses
    assert format_clock(figure(protocol, "nominal_minutes")) == nominal
    assert format_clock(figure(protocol, "device_minutes")) == device


@pytest.mark.parametrize("pulses", [360, 900, 1800])
def test_right_1_hz_takes_as_many_seconds_as_it_has_pulses(pulses: float) -> None:
    preset = BY_KEY["right_1_hz"].protocol
    assert isinstance(preset, TmsProtocol)
    protocol = replace(preset, train_seconds=pulses)
    assert figure(protocol, "pulses_per_session") == pulses
    assert figure(protocol, "nominal_minutes") == pulses / 60
    assert figure(protocol, "device_minutes") == pytest.approx((pulses - 1) / 60)


def test_the_accelerated_course_has_ninety_thousand_pulses() -> None:
    assert figure(BY_KEY["saint_itbs_1800"].protocol, "course_pulses") == 90_000


@pytest.mark.parametrize(
    ("key", "rate"), [("payette_2023_ketamine", 0.5), ("ketamine_40_minutes", 0.75)]
)
def test_the_same_dose_in_another_time_is_another_rate(key: str, rate: float) -> None:
    assert figure(BY_KEY[key].protocol, "rate_mg_per_kg_per_hour") == pytest.approx(rate)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_a_preset_agrees_with_itself(preset: Preset) -> None:
    assert find_flags(preset.protocol) == ()


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_a_preset_can_be_read_back_from_its_parameters(preset: Preset) -> None:
    parameters = preset.protocol.as_dict()
    assert type(preset.protocol).from_dict(parameters) == preset.protocol
    assert list(parameters) == [parameter.key for parameter in get_parameters(preset.protocol)]


def test_sources_are_named_and_common_knowledge_cites_nothing() -> None:
    sources = {preset.key: preset.source for preset in PRESETS}
    assert sources == {
        "payette_2023_magventure": "Payette et al. 2023",
        "payette_2023_brainsway": "Payette et al. 2023",
        "standard_10_hz": "public source",
        "short_interval_10_hz": "public source",
        "itbs_600": "",
        "saint_itbs_1800": "public source",
        "right_1_hz": "",
        "payette_2023_ketamine": "Payette et al. 2023",
        "ketamine_40_minutes": "public source",
    }
    assert {preset.key for preset in PRESETS if not preset.is_cited} == {"itbs_600", "right_1_hz"}


def test_what_the_paper_does_not_report_stays_so() -> None:
    of_paper = [one.protocol for one in TMS_PRESETS if one.source == "Payette et al. 2023"]
    assert len(of_paper) == 2
    for protocol in of_paper:
        assert isinstance(protocol, TmsProtocol)
        assert (protocol.sessions, protocol.sessions_per_day, protocol.course_pulses) == (None,) * 3
        assert protocol.motor_threshold_type is None


def test_presets_are_of_the_treatment_they_are_listed_under() -> None:
    assert all(isinstance(one.protocol, TmsProtocol) for one in TMS_PRESETS)
    assert all(isinstance(one.protocol, KetamineProtocol) for one in KETAMINE_PRESETS)
    assert len(BY_KEY) == len(PRESETS)


def test_a_target_is_given_in_the_users_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "ketgui.domain.treatment.presets._", {"left DLPFC": "CPFDL gauche"}.__getitem__
    )
    paper = BY_KEY["payette_2023_magventure"].translate()
    assert paper == replace(BY_KEY["payette_2023_magventure"].protocol, target="CPFDL gauche")
    for key in ("itbs_600", "payette_2023_ketamine"):
        assert BY_KEY[key].translate() == BY_KEY[key].protocol
