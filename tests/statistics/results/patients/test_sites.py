"""Each line of the table of sites is that site analysed alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ketgui.domain.fields import TABLES
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.patients.sites import Sites
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.statistics.study import Study
from tests.random_study import draw_study


def test_one_site_or_none_has_no_table():
    assert Sites.compute(Study.of_scores([30, 28], [12, 20])).sites == ()
    assert Sites.compute(Study.of_scores([30, 28], [12, 20], site=["A", "A"])).sites == ()


def test_patients_without_a_site_have_a_line_of_their_own():
    study = Study.of_scores([30, 28, 26], [12, 20, 25], site=["A", "B", None])
    result = Sites.compute(study)
    assert [site.site for site in result.sites] == ["A", "B", ""]
    assert sum(site.enrolled for site in result.sites) == 3
    assert result.rows()[-1].label.text == "not recorded"


def test_means_and_spreads_by_hand():
    # Site A: differences 18 and 8, mean 13, SD 50 ** 0.5 by hand.
    study = Study.of_scores([30, 28, 26], [12, 20, None], site=["A", "A", "B"])
    first, second = Sites.compute(study).sites
    assert first.change == pytest.approx((13.0, 50**0.5))
    assert (first.before[0], first.after[0]) == (29.0, 16.0)
    assert isinstance(second.change[0], Unavailable)
    assert (second.enrolled, second.rated) == (1, 0)


@pytest.mark.parametrize("seed", [1, 9, 12])
def test_a_site_is_what_it_is_alone(seed):
    whole = draw_study(seed)
    cohort, plan = whole.cohort, replace(AnalysisPlan(), population="enrolled")
    for site in Sites.compute(analyse(cohort, plan).study).sites:
        ids = set(cohort.patients.loc[cohort.patients["site"] == site.site, "patient_id"])
        tables = {
            name: cohort.get_table(name)[cohort.get_table(name)["patient_id"].isin(ids)]
            for name in TABLES
        }
        alone = analyse(replace(cohort, **tables), plan).study
        assert site.response == Outcomes.compute(alone).response
        assert site.any_event == AdverseEvents.compute(alone).any
        change = alone.pairs.difference[alone.pairs.rated]
        assert site.change[0] == pytest.approx(np.mean(change))
