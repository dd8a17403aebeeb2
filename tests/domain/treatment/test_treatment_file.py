"""A planned treatment as TOML: it comes back, and what is none is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.treatment.parameters import ProtocolError
from ketgui.domain.treatment.planned_treatment import PlannedTreatment, Tolerances
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, TMS_PRESETS
from ketgui.domain.treatment.tms import TmsProtocol
from ketgui.domain.treatment.treatment_file import from_toml, to_toml

PAPER = PlannedTreatment(
    tuple(preset.protocol for preset in TMS_PRESETS[:2]),  # type: ignore[misc]
    KETAMINE_PRESETS[0].protocol,  # type: ignore[arg-type]
    Tolerances(dose_percent=5),
)


def test_a_treatment_comes_back_from_its_values_and_its_file():
    assert PlannedTreatment.from_dict(PAPER.as_dict()) == PAPER
    assert from_toml(to_toml(PAPER)) == PAPER
    assert from_toml("") == PlannedTreatment()


@pytest.mark.parametrize(
    ("text", "said"),
    [("= 3", "not a protocol file"), ('schema = "ketgui-protocol-9"', "does not know")],
)
def test_a_file_that_is_no_protocol_is_refused(text, said):
    with pytest.raises(ProtocolError, match=said):
        from_toml(text)


@given(st.text(min_size=1, max_size=20), st.floats(0.1, 1e6))
def test_any_text_and_number_survive_the_file(target, percent):
    treatment = PlannedTreatment((TmsProtocol(target=target, percent_mt=percent),))
    assert from_toml(to_toml(treatment)) == treatment
