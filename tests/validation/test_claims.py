"""Each claim names tests that there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from ketgui.validation.claims import CLAIMS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.title[:30])
def test_the_tests_of_a_claim_are_there(claim):
    assert claim.tests
    for path in claim.tests:
        assert "def test_" in (ROOT / path).read_text(encoding="utf-8"), path
