"""Severity bands against R and by their sum."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ketgui.statistics.results.outcomes.bands import Bands
from ketgui.statistics.study import Study
from tests.places import ORACLES


@pytest.fixture(scope="module")
def study(example) -> Study:
    return Study.of(example.cohort, example.plan)


def test_bands_count_every_patient_once(study):
    found = Bands.compute(study)
    assert int(found.table.sum()) == 21
    assert (found.band_of_mean_before, found.band_of_mean_after) == ("moderate", "mild")


def oracle(name: str) -> Any:
    return json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))


OUTCOMES = oracle("outcomes")


@pytest.fixture
def invented_21(study_of):
    return study_of(list(zip(OUTCOMES["before"], OUTCOMES["after"], strict=True)))


def test_against_r_bands(invented_21):
    assert Bands.compute(invented_21).table.tolist() == OUTCOMES["bands"]
