"""The CARE checklist."""

from __future__ import annotations

from tests.reporting.checklist_lookup import BY_KEY


def test_care_has_thirteen_items(example):
    assert len(BY_KEY["care"].items(example)) == 13
