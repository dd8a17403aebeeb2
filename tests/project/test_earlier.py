"""Plans, mappings and projects that the program wrote before it knew courses and several scales.

The files of ``data/earlier`` are as version 0.1 wrote them, for a plan on the HAM-D 17.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from ketgui import cli
from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import import_files
from ketgui.importing.mapping import mapping_file
from ketgui.project.opening import open_study
from ketgui.reporting import analysis_json
from ketgui.reporting.comparison import collect_numbers, find_changes
from ketgui.statistics.analysis import analyse
from tests.places import DATA

EARLIER = DATA / "earlier"
# A first response is looked for in every rating; an undated one after treatment was none.
CHANGED = {"trajectory.responders_ever"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for file in EARLIER.iterdir():
        shutil.copy(file, tmp_path)
    return tmp_path / "hamilton-0.1.ketgui"


def test_a_project_opens_and_its_numbers_are_what_they_were(project: Path):
    opened = open_study(project)
    assert opened.imported.cohort is not None
    analysis = analyse(opened.imported.cohort, opened.recipe.plan)
    now = collect_numbers(analysis_json.as_dict(analysis))
    changes = find_changes(opened.recipe.numbers, now)
    changed = {one.name for one in changes if None not in (one.before, one.after)}
    assert changed == CHANGED
    kept = set(opened.recipe.numbers) & set(now)
    assert {"paired_change.cohen_dz", "outcomes.response.ci.1"} <= kept
    assert len(kept) > 60


def test_a_plan_opens_with_every_definition_that_it_set():
    settings = tomllib.loads((EARLIER / "plan-0.1.toml").read_text(encoding="utf-8"))
    plan = AnalysisPlan.from_dict(settings)
    assert (plan.scale, plan.format_remission(), plan.population) == ("hamd17", "≤\u00a07", "rated")
    # What it wrote out is the user's, even where it was another scale's.
    assert (plan.reliability_used, plan.important_difference_used) == (0.91, 1.9)
    assert {name: plan.as_dict()[name] for name in settings if name != "published"} == {
        name: value for name, value in settings.items() if name != "published"
    }


def test_a_mapping_reads_its_file_as_it_did():
    text = (EARLIER / "mapping-0.1.toml").read_text(encoding="utf-8")
    under_it = import_files([EARLIER / "clinic.csv"], mapping_file.from_toml(text))
    anew = import_files([EARLIER / "clinic.csv"])
    assert under_it.cohort is not None
    assert anew.cohort is not None
    assert under_it.cohort.assessments.equals(anew.cohort.assessments)
    assert len(under_it.cohort.assessments) == 11


def test_a_project_and_a_plan_give_a_report(project: Path, tmp_path: Path, capsys):
    folder, quick = tmp_path / "report", ["--documents", "none", "--formats", "none"]
    assert cli.run(["run", str(project), "--output", str(folder), *quick]) == cli.OK
    assert "numbers are not what they were" in capsys.readouterr().out
    plan = ["--plan", str(project.with_name("plan-0.1.toml"))]
    file = str(project.with_name("clinic.csv"))
    assert cli.run(["report", file, *plan, "--output", str(folder), *quick]) == cli.OK
