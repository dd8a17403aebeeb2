"""The R script: R itself computes every number again, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.relapse import RelapseRule
from ketgui.domain.scales import get_scale
from ketgui.importing import import_files
from ketgui.paths import find_resource
from ketgui.reporting import analysis_json
from ketgui.reporting.r_script.folder import SCRIPT, build_r_folder
from ketgui.reporting.r_script.numbers import name_numbers
from ketgui.statistics.analysis import Analysis, analyse
from tests.courses_cohort import PLAN, make_courses_cohort
from tests.follow_up_cohort import make_cohort
from tests.places import DATA
from tests.random_follow_up import draw_follow_up
from tests.random_study import draw_study

CASES = sorted(path for path in (DATA / "number-cases").iterdir() if path.is_dir())
EVERYTHING = AnalysisPlan(bayes_factor=True, carry_forward=True, mixed_model=True)
needs_r = pytest.mark.skipif(not shutil.which("Rscript"), reason="R computes the numbers again")


def read_case(folder: Path) -> Analysis:
    settings = folder / "plan.toml"
    plan = EVERYTHING
    if settings.exists():
        plan = AnalysisPlan.from_dict(tomllib.loads(settings.read_text(encoding="utf-8")))
    imported = import_files(sorted(folder.glob("*.csv")))
    if imported.cohort is None:
        pytest.skip("the files leave a question open")
    return analyse(imported.cohort, plan)


def run_r(analysis: Analysis, folder: Path) -> str:
    for name, content in build_r_folder(analysis).items():
        (folder / name).write_bytes(content)
    command = ["Rscript", str(folder / SCRIPT)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def expect_agreement(analysis: Analysis, folder: Path) -> None:
    said = run_r(analysis, folder)
    assert [line for line in said.splitlines() if line.rstrip().endswith(" NO")] == []
    numbers = len(name_numbers(analysis_json.as_dict(analysis)))
    assert said.rstrip().endswith(f"{numbers} of {numbers} numbers agree.")


@needs_r
@pytest.mark.parametrize("sample", ["example-cohort.xlsx", "example-cohort"])
def test_r_agrees_on_the_samples(sample, tmp_path):
    path = find_resource("samples", sample)
    imported = import_files(sorted(path.glob("*.csv")) if path.is_dir() else [path])
    assert imported.cohort is not None
    expect_agreement(analyse(imported.cohort, EVERYTHING), tmp_path)


@needs_r
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_r_agrees_on_the_number_cases(case, tmp_path):
    expect_agreement(read_case(case), tmp_path)


@needs_r
@pytest.mark.parametrize("seed", range(4))
def test_r_agrees_on_random_studies(seed, tmp_path):
    expect_agreement(draw_study(seed), tmp_path)


@needs_r
@pytest.mark.parametrize(
    "rule", [RelapseRule(), RelapseRule(ect=True, admission=True, new_course=True, visits=2)]
)
def test_r_agrees_on_a_cohort_that_is_followed(rule, tmp_path):
    expect_agreement(analyse(make_cohort(), replace(EVERYTHING, relapse=rule)), tmp_path)


@needs_r
@pytest.mark.parametrize("seed", range(4))
def test_r_agrees_on_random_follow_ups(seed, tmp_path):
    expect_agreement(draw_follow_up(seed), tmp_path)


@needs_r
def test_r_finds_a_number_that_is_not_so(tmp_path, example):
    files = build_r_folder(example)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    wrong = files["ketgui.csv"].replace(b"paired_change.t,7.2123746868734", b"paired_change.t,7.3")
    assert wrong != files["ketgui.csv"]
    (tmp_path / "ketgui.csv").write_bytes(wrong)
    found = subprocess.run(
        ["Rscript", str(tmp_path / SCRIPT)], capture_output=True, text=True, check=False
    )
    assert found.returncode == 1
    (line,) = (one for one in found.stdout.splitlines() if one.rstrip().endswith(" NO"))
    assert line.split()[0] == "paired_change.t"


def test_the_folder_is_the_same_each_time(example):
    assert build_r_folder(example) == build_r_folder(example)


def test_every_computed_number_is_in_the_folder(example):
    lines = build_r_folder(example)["ketgui.csv"].decode().splitlines()
    names = [line.rpartition(",")[0] for line in lines[1:]]
    assert len(set(names)) == len(names) > 500
    assert "paired_change.t" in names
    assert not any(name.startswith("plan.") for name in names)


@needs_r
@pytest.mark.parametrize("key", ["cgi_s", "gad7", "ymrs", "shaps_14_56"])
def test_r_agrees_on_scales_that_lack_definitions(key, analysis_of, tmp_path):
    scale = get_scale(key)
    pairs = [
        (scale.low + round(0.7 * (scale.high - scale.low)) + n % 3, scale.low + n % 5)
        for n in range(12)
    ]
    infusions = [
        {"patient_id": f"P{n:02d}", "infusion_number": k, "day": 3.0 * k}
        for n in range(1, 13)
        for k in (1, 2)
    ]
    courses = [
        {"patient_id": f"P{n:02d}", "scale": key, "score_before": scale.high - n % 2,
         "score_after": scale.low + n % 4, "frequency_hz": 10}
        for n in range(1, 12)
    ]  # fmt: skip
    plan = replace(EVERYTHING, scale=key, remission_score=None, remission_operator=None)
    pairs = [*pairs[:3], (None, pairs[3][1]), *pairs[4:]]
    analysis = analysis_of(pairs, plan, infusions=infusions, tms_courses=courses)
    expect_agreement(analysis, tmp_path)


@needs_r
def test_r_agrees_on_two_scales_maintenance_and_a_second_course(tmp_path):
    expect_agreement(analyse(make_courses_cohort(), PLAN), tmp_path)
