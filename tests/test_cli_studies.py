"""Studies on the command line: one is run again, several are the sites of one report."""

from __future__ import annotations

import csv
import json

import pytest

from ketgui import cli
from ketgui.domain.plan import AnalysisPlan
from tests.project.test_sites import write_joined
from tests.random_study import draw_study

QUICK = ("--formats", "none", "--documents", "md")


@pytest.fixture
def studies(tmp_path):
    north = write_joined(tmp_path / "North.ketgui", draw_study(1).cohort, AnalysisPlan())
    south = write_joined(tmp_path / "South.ketgui", draw_study(7).cohort, AnalysisPlan())
    return [str(north), str(south)]


def test_two_studies_are_reported_as_the_sites_of_one_cohort(qapp, studies, tmp_path, capsys):
    out = tmp_path / "out"
    assert cli.run(["report", *studies, "--output", str(out), *QUICK]) == cli.OK
    numbers = json.loads((out / "analysis.json").read_text(encoding="utf-8"))
    assert [(site["site"], site["enrolled"]) for site in numbers["sites"]] == [
        ("North", 17),
        ("South", 5),
    ]
    assert "5 ids occur in more than one site" in capsys.readouterr().err
    with (out / "tables" / "sites.csv").open(encoding="utf-8-sig") as file:
        assert [row[0] for row in csv.reader(file)][1:] == ["North", "South"]


def test_plans_that_differ_are_named_and_one_is_asked_for(qapp, studies, tmp_path, capsys):
    strict = AnalysisPlan(remission_score=12.0)
    studies.append(str(write_joined(tmp_path / "East.ketgui", draw_study(3).cohort, strict)))
    out = ["--output", str(tmp_path / "out"), *QUICK]
    assert cli.run(["report", *studies, *out]) == cli.ERRORS
    said = capsys.readouterr().err
    assert "Remission: <" in said
    assert "--plan" in said
    plan = tmp_path / "plan.toml"
    plan.write_text("remission_score = 12.0\n", encoding="utf-8")
    assert cli.run(["report", *studies, "--plan", str(plan), *out]) == cli.OK
