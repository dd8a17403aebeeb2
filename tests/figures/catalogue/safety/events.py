"""Adverse events of three patients."""

from __future__ import annotations

import pandas as pd

EVENTS = pd.DataFrame(
    {
        "patient_id": ["P1", "P1", "P1", "P2", "P3"],
        "term": ["nausea", "nausea", "headache", "nausea", "headache"],
        "severity": ["mild", "severe", "mild", None, "moderate"],
        "infusion_number": [1.0, 2.0, 2.0, 1.0, None],
        "serious": [False, True, False, False, False],
    }
)
