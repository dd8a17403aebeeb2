"""What visits are, judged from all of them together."""

from __future__ import annotations

import pytest

from ketgui.importing.recognition.visits import judge_visits
from ketgui.importing.vocabulary.timepoints import read_header


@pytest.mark.parametrize(
    ("visits", "meanings"),
    [
        (["T0", "T1"], ["before", "after"]),
        (["T0", "T1", "T2"], ["before", "open", "open"]),
        (["T0", "T1", "End"], ["before", "neither", "after"]),
        (["D1", "D14"], ["day", "day"]),
        (["screening", "baseline", "final"], ["neither", "before", "after"]),
        (["baseline", "post inf 1", "post inf 6"], ["before", "neither", "after"]),
        (["pre inf 1", "post inf 1", "pre inf 6", "post inf 6"],
         ["before", "neither", "neither", "after"]),
        (["baseline", "endpoint", "FU 1 month"], ["before", "after", "neither"]),
        (["MADRS 1", "MADRS 2"], ["open", "open"]),
        (["Avant", "Post 3", "post-6", "post-perf 6", "Suivi 1 mois"],
         ["before", "neither", "after", "after", "neither"]),
        (["pre", "post1", "post2"], ["before", "after", "after"]),
        (["pre", "post 4", "post"], ["before", "after", "after"]),
        (["pre TMS", "post SMTr", "pre", "post"],
         ["before_tms", "after_tms", "before", "after"]),
    ],
)  # fmt: skip
def test_visits_are_judged_together(visits: list[str], meanings: list[str]) -> None:
    assert judge_visits([read_header(visit) for visit in visits]) == meanings
