"""Several studies are one cohort, patient by patient what each was by itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort, Source, apply_schema
from ketgui.domain.edits import PatientExclusion, RowChange, apply_edits
from ketgui.domain.fields import TABLES
from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import Import, import_files
from ketgui.paths import find_resource
from ketgui.project.difference import find_differences
from ketgui.project.opening import restore_import
from ketgui.project.recipe import Recipe
from ketgui.project.sites import (
    OWN_SITE,
    Site,
    SiteError,
    find_shared_ids,
    join_sites,
    read_site,
)
from ketgui.project.study_file import pack_study, read_study
from ketgui.statistics.analysis import analyse
from tests.random_study import draw_study

EXAMPLE = find_resource("samples", "example-cohort.xlsx")
PLAN = AnalysisPlan()


def site_of(name: str, cohort: Cohort) -> Site:
    return Site(name, Source(f"{name}.ketgui", "0" * 64), cohort, PLAN)


def with_prefix(cohort: Cohort, prefix: str) -> Cohort:
    tables = {name: cohort.get_table(name) for name in TABLES}
    renamed = {n: rows.assign(patient_id=prefix + rows["patient_id"]) for n, rows in tables.items()}
    return replace(cohort, **renamed)


def join(cohorts: list[Cohort]) -> Cohort:
    """Return the cohort that laying the tables one below the other makes."""
    tables: dict[str, Any] = {
        name: apply_schema(name, pd.concat([c.get_table(name) for c in cohorts], ignore_index=True))
        for name in TABLES
    }
    return Cohort(**tables)


@pytest.mark.parametrize("seed", range(6))
def test_a_joined_cohort_is_its_sites_one_below_the_other(seed):
    alone = [draw_study(10 * seed + place).cohort for place in range(3)]
    alone = [with_prefix(cohort, f"{place}") for place, cohort in enumerate(alone)]
    found = join_sites([site_of(f"Site {i}", c) for i, c in enumerate(alone)], PLAN).imported
    assert found.cohort is not None, found.issues
    named = [
        replace(c, patients=c.patients.assign(site=f"Site {i}", **{OWN_SITE: c.patients["site"]}))
        for i, c in enumerate(alone)
    ]
    expected = join(named)
    some_recorded = any("adverse_events" in cohort.recorded for cohort in alone)
    unasked = [
        set(c.patients["patient_id"])
        for c in alone
        if some_recorded and "adverse_events" not in c.recorded
    ]
    changes = [
        change
        for change in find_differences(expected, found.cohort)
        if not any(change.patient_id in ids for ids in unasked)
    ]
    assert not changes


def test_ids_that_two_sites_have_begin_with_the_name_of_their_site():
    first, second = draw_study(4).cohort, draw_study(9).cohort
    sites = [site_of("Montréal", first), site_of("Sherbrooke", second)]
    assert find_shared_ids(sites)[0] == "P001"
    found = join_sites(sites, PLAN).imported.cohort
    assert found is not None
    assert found.enrolled == first.enrolled + second.enrolled
    assert {"Montréal-P001", "Sherbrooke-P001"} <= set(found.patients["patient_id"])
    assert set(found.patients["site"]) == {"Montréal", "Sherbrooke"}


def test_ids_that_differ_stay_as_they_are():
    sites = [site_of(n, with_prefix(draw_study(4).cohort, n)) for n in ("A", "B")]
    found = join_sites(sites, PLAN).imported.cohort
    assert found is not None
    assert "AP001" in set(found.patients["patient_id"])


def test_patients_without_an_event_table_beside_a_site_that_has_one_were_not_asked():
    with_events = draw_study(1).cohort
    assert "adverse_events" in with_events.recorded
    bare = replace(
        with_prefix(draw_study(4).cohort, "X"),
        adverse_events=with_events.adverse_events.iloc[:0],
        recorded=frozenset({"patients", "assessments"}),
    )
    unasked = apply_schema("patients", bare.patients.drop(columns="events_asked"))
    bare = replace(bare, patients=unasked)
    found = join_sites([site_of("A", with_events), site_of("B", bare)], PLAN).imported.cohort
    assert found is not None
    of_b = found.patients[found.patients["site"] == "B"]
    assert not of_b["events_asked"].any()
    assert not of_b["events_asked"].isna().any()


def example_with(*edits) -> Cohort:
    imported = import_files([EXAMPLE])
    assert imported.cohort is not None
    return apply_edits(imported.cohort, edits)


def test_exclusions_and_corrections_of_a_site_stay_in_the_flow_of_patients():
    first = example_with(
        PatientExclusion("SYN03", "moved away"),
        RowChange("patients", 0, {"age": 44}, {"patient_id": "SYN01"}, "typing slip"),
    )
    second = with_prefix(example_with(), "B")
    joined = join_sites([site_of("A", first), site_of("B", second)], PLAN)
    cohort = joined.imported.cohort
    assert cohort is not None, joined.imported.issues
    assert [(out.patient_id, out.reason) for out in cohort.excluded] == [("SYN03", "moved away")]
    edited = [each for each in cohort.corrections if each.reason == "typing slip"]
    assert [(each.kind, each.column, each.new) for each in edited] == [("corrected", "age", "44")]
    assert cohort.enrolled == first.enrolled + second.enrolled
    assert cohort.invented


def test_a_joined_study_is_the_same_after_saving_and_opening():
    first = example_with(
        PatientExclusion("SYN03", "moved away"),
        RowChange("patients", 0, {"age": 44}, {"patient_id": "SYN01"}, "typing slip"),
    )
    sites = [site_of("A", first), site_of("B", with_prefix(example_with(), "B"))]
    imported = join_sites(sites, PLAN).imported
    recipe = Recipe(("A.ketgui", "B.ketgui"), imported.sources, imported.mapping, plan=PLAN)
    study = read_study(pack_study(recipe, imported, ()))
    again = restore_import("joined.ketgui", study)
    assert imported.cohort is not None
    assert again.cohort is not None
    assert not find_differences(imported.cohort, again.cohort)
    assert again.cohort.corrections == imported.cohort.corrections
    assert again.cohort.excluded == imported.cohort.excluded


def test_patients_whom_two_sites_share_are_joined_on_request():
    whole = draw_study(4).cohort
    empty = Cohort()
    only_ids = apply_schema("patients", whole.patients[["patient_id"]])
    given = replace(empty, patients=only_ids, infusions=whole.infusions)
    rated = replace(whole, infusions=empty.infusions)
    sites = [site_of("A", rated), site_of("B", given)]
    assert find_shared_ids(sites) == tuple(sorted(whole.patients["patient_id"]))
    found = join_sites(sites, PLAN, are_same_patients=True).imported
    assert found.cohort is not None, found.issues
    assert found.cohort.enrolled == whole.enrolled
    assert set(found.cohort.patients["site"]) == {"A"}
    assert len(found.cohort.infusions) == len(whole.infusions)


def test_a_value_that_a_site_kept_is_kept_in_the_joined_cohort():
    cohort = draw_study(1).cohort
    ratings = cohort.assessments.copy()
    ratings.loc[0, "score"] = 61.0
    cohort = replace(cohort, assessments=ratings)
    sites = [site_of("A", cohort), site_of("B", with_prefix(draw_study(4).cohort, "X"))]
    imported = join_sites(sites, PLAN).imported
    assert imported.cohort is not None, [i for i in imported.issues if i.severity == "error"]
    assert 61.0 in set(imported.cohort.assessments["score"])
    assert any(issue.key == "outside_range" for issue in imported.issues)


def write_study(path: Path, imported: Import, edits=()) -> Path:
    recipe = Recipe((), imported.sources, imported.mapping, edits=edits, plan=PLAN)
    path.write_bytes(pack_study(recipe, imported, ()))
    return path


def test_a_study_file_is_read_as_a_site_with_its_edits(tmp_path):
    imported = import_files([EXAMPLE])
    path = write_study(tmp_path / "Lyon.ketgui", imported, (PatientExclusion("SYN03", "moved"),))
    site = read_site(path)
    assert (site.name, site.source.name) == ("Lyon", "Lyon.ketgui")
    assert site.cohort.excluded[0].patient_id == "SYN03"
    # Of one site, the joined cohort has the numbers of the study itself.
    other = analyse(site.cohort, PLAN)
    joined = join_sites([site], PLAN).imported.cohort
    assert joined is not None
    assert (
        analyse(joined, PLAN).study.pairs.difference.tolist()
        == other.study.pairs.difference.tolist()
    )


def test_what_is_no_study_is_no_site(tmp_path):
    path = tmp_path / "x.ketgui"
    path.write_text("hello", encoding="utf-8")
    with pytest.raises(SiteError, match=r"x\.ketgui"):
        read_site(path)


def write_joined(path: Path, cohort: Cohort, plan: AnalysisPlan) -> Path:
    """Write a cohort as a study file with a plan of its own."""
    site = Site(path.stem, Source(path.name, "0" * 64), cohort, plan)
    imported = join_sites([site], plan).imported
    recipe = Recipe((), imported.sources, imported.mapping, plan=plan)
    path.write_bytes(pack_study(recipe, imported, ()))
    return path
