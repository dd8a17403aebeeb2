"""A recipe goes through plain values whole, and says in words what it cannot be."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ketgui.domain.cohort import Source
from ketgui.domain.edits import PatientExclusion, RowAddition, RowChange
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, TMS_PRESETS
from ketgui.importing import import_files
from ketgui.paths import find_resource
from ketgui.project.opening import open_study, read_file, read_inputs
from ketgui.project.recipe import (
    Recipe,
    RecipeError,
    from_dict,
    from_toml,
    get_relative_names,
    to_dict,
)
from ketgui.reporting.paragraphs.sentence_edits import SentenceEdit as Sentence
from ketgui.reporting.paragraphs.sentence_edits import SentenceEdits as SentenceEdits
from ketgui.reporting.request import ReportRequest

EXAMPLE = find_resource("samples", "example-cohort.xlsx")


def of_the_example() -> Recipe:
    imported = import_files([EXAMPLE])
    plan = AnalysisPlan(
        remission_operator="<=",
        treatment=PlannedTreatment(
            (TMS_PRESETS[0].protocol,),  # type: ignore[arg-type]
            KETAMINE_PRESETS[0].protocol,  # type: ignore[arg-type]
        ),
    )
    event = {"patient_id": "SYN01", "term": "nausée", "infusion_number": 2, "serious": False}
    return Recipe(
        ("example-cohort.xlsx",),
        imported.sources,
        imported.mapping,
        plan,
        (
            RowAddition("adverse_events", event),
            RowChange("infusions", 3, {"dose_mg": None}),
            PatientExclusion("SYN02", "a reason, with “quotes”"),
        ),
        "fr",
        "",
        SentenceEdits((Sentence("results.change", "en", "It fell.", "It fell by half."),)),
        ReportRequest(figures=("all",), dpi=600),
        (),
        {"outcomes.response.count": 7, "paired_change.t": 11.96, "x.y": True},
    )


def test_a_recipe_is_read_back_as_it_was_written():
    recipe = of_the_example()
    again = from_dict(to_dict(recipe))
    # A study keeps its edits apart.
    assert again == replace(recipe, mapping=again.mapping, edits=())
    assert to_dict(again) == to_dict(recipe)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not toml",
        'schema = "ketgui-recipe-99"',
        'schema = "ketgui-recipe-1"\ninputs = 3',
        'schema = "ketgui-recipe-1"\nsource = "x"',
        'schema = "ketgui-recipe-1"\nplan = 1',
        'schema = "ketgui-recipe-1"\n[plan]\nresponse_percent = 400.0',
        'schema = "ketgui-recipe-1"\n[mapping]\nschema = 99',
        'schema = "ketgui-recipe-1"\n[[edit]]\naction = "explode"',
    ],
)
def test_what_is_no_recipe_is_refused_in_words(text: str):
    with pytest.raises(RecipeError, match=r"\w"):
        from_toml(text)


def test_no_folder_of_the_machine_is_kept(tmp_path: Path):
    inside, elsewhere = tmp_path / "study" / "data", tmp_path / "Marie Tremblay"
    names = get_relative_names([inside / "a.csv", elsewhere / "b.csv"], tmp_path / "study")
    assert names == ("data/a.csv", "b.csv")


def test_files_in_the_place_of_the_recipes_own_are_read_by_its_mapping(tmp_path: Path):
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text("who,x,y\nP1,30,10\nP2,28,20\n")
    new.write_text("who,x,y\nP1,30,10\nP2,28,20\nP3,25,24\n")
    settled = import_files([old]).mapping
    from ketgui.importing.changes import ColumnChange

    for column, moment in (("B", "before"), ("C", "after")):
        given = (("scale", "madrs"), ("moment", moment))
        change = ColumnChange("old.csv", "", column, field="assessments.score", given=given)
        settled = settled.with_change(change)
    settled = settled.with_change(ColumnChange("old.csv", "", "A", field="patients.patient_id"))
    first = import_files([old], settled)
    assert first.cohort is not None, first.issues
    recipe = Recipe(("old.csv",), first.sources, first.mapping)
    second = read_inputs(recipe, [new])
    assert second.cohort is not None, second.issues
    assert second.cohort.enrolled == 3
    assert [issue.key for issue in second.issues if issue.key == "changed_since"]
    assert not [one for one in read_inputs(recipe, [old]).issues if one.key == "changed_since"]


def test_an_edit_that_no_longer_fits_stops_the_opening():
    gone = replace(of_the_example(), edits=(PatientExclusion("SYN99", "moved away"),))
    imported = read_inputs(gone, [EXAMPLE])
    assert imported.cohort is None
    assert "SYN99" in imported.issues[0].message


def test_an_unreadable_project_is_among_the_things_to_mend(tmp_path: Path):
    (tmp_path / "a.ketgui").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.ketgui").write_text("schema = 1")
    for name in ("a.ketgui", "b.ketgui", "none.ketgui"):
        found = open_study(tmp_path / name)
        assert found.imported.cohort is None
        assert name in found.imported.issues[0].message
        with pytest.raises(RecipeError, match=name):
            read_file(tmp_path / name)


def test_cells_pasted_into_an_older_project_are_read_from_the_project_itself():
    from ketgui.importing import import_text

    pasted = "patient_id\tMADRS before\tMADRS after\nP1\t30\t12\nP2\t28\t20\n"
    first = import_text(pasted)
    assert first.cohort is not None, first.issues
    recipe = Recipe((), first.sources, first.mapping, pasted=pasted)
    again = read_inputs(recipe, recipe.find_paths(Path()))
    assert again.cohort is not None
    assert again.cohort.enrolled == 2
    assert not [one for one in again.issues if one.key == "changed_since"]


def test_a_source_is_known_by_its_content():
    recipe = replace(of_the_example(), edits=(), sources=(Source("example-cohort.xlsx", "0" * 64),))
    keys = [issue.key for issue in read_inputs(recipe, [EXAMPLE]).issues]
    assert "changed_since" in keys


@pytest.mark.parametrize(
    "name",
    ["/etc/x", "../x.csv", "C:/x.csv", r"\\server\share\x.csv", "a/../../x.csv", "NUL", "con.csv"],
)
def test_an_older_project_reads_no_file_outside_its_folder(name):
    inputs = json.dumps([name])
    with pytest.raises(RecipeError, match="names a file outside its folder"):
        from_toml(f'schema = "ketgui-recipe-1"\ninputs = {inputs}\n')


@pytest.mark.parametrize("name", ["x.csv", "data/x.csv", "console.csv", "Essai clinique é.xlsx"])
def test_an_older_project_reads_the_files_in_its_folder(name):
    recipe = from_toml(f'schema = "ketgui-recipe-1"\ninputs = ["{name}"]\n')
    assert recipe.find_paths(Path("study")) == (Path("study") / name,)
