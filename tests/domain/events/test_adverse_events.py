"""The built-in terms and orders of adverse events."""

from __future__ import annotations

from ketgui.domain import fields
from ketgui.domain.events.adverse_events import SOC_OF_TERM


def test_the_built_in_terms_belong_to_a_body_system():
    assert all(soc.endswith("disorders") or soc == "Investigations" for soc in SOC_OF_TERM.values())
    assert fields.MOMENTS[0].key == "before"
