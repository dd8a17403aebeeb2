"""A project obtained in the window, or written by hand, gives the same report without it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ketgui import cli
from ketgui.domain.edits import PatientExclusion, RowAddition, RowChange
from ketgui.figures.composition import Composition
from ketgui.figures.style import FigureStyle
from ketgui.paths import find_resource
from ketgui.project.opening import open_study, read_file
from ketgui.project.recipe import RecipeError, from_toml
from ketgui.project.study_file import read_study
from ketgui.reporting import analysis_json
from ketgui.reporting.request import ReportRequest
from ketgui.session.session import Session
from ketgui.text import language
from tests.studies import collect, save

DATA = Path(__file__).parent.parent / "data"
EXAMPLE = find_resource("samples", "example-cohort.xlsx")


def settled(qtbot, session, act):
    with qtbot.waitSignal(session.analysis_changed, timeout=20_000) as told:
        act()
    return told.args[0]


@pytest.fixture
def project(qtbot, tmp_path):
    """Return a project made in a session: a plan, an event and an exclusion."""
    data = tmp_path / "cohort.xlsx"
    shutil.copy(EXAMPLE, data)
    session = Session()
    settled(qtbot, session, lambda: session.open([data]))
    settled(qtbot, session, lambda: session.set_plan(replace(session.plan, remission_score=12.0)))
    event = RowAddition("adverse_events", {"patient_id": "SYN05", "term": "headache"})
    settled(qtbot, session, lambda: session.edit(event, "Event entered"))
    out = PatientExclusion("SYN03", "withdrew consent")
    analysis = settled(qtbot, session, lambda: session.edit(out, "SYN03 excluded"))
    path = tmp_path / "study.ketgui"
    session.report.remember(ReportRequest(figures=("waterfall",)))
    save(session, path)
    session.wait()
    return path, analysis


def test_the_same_analysis_without_the_window(project, tmp_path, capsys):
    path, analysis = project
    out = tmp_path / "again"
    assert cli.run(["run", str(path), "--output", str(out)]) == 0
    assert (out / "analysis.json").read_text(encoding="utf-8") == analysis_json.write_json(analysis)
    assert [one.name for one in (out / "figures").iterdir()] == ["waterfall.png"]
    assert "Every number is what it was" in capsys.readouterr().out
    second = tmp_path / "second"
    cli.run(["run", str(path), "--output", str(second)])
    for one in sorted(out.rglob("*")):
        if one.is_file():
            assert one.read_bytes() == (second / one.relative_to(out)).read_bytes(), one


def test_of_a_project_without_numbers_none_is_said_to_be_what_it_was(
    project, qtbot, tmp_path, capsys
):
    path, _analysis = project
    session = Session()
    settled(qtbot, session, lambda: session.open([path]))
    data = collect(session).to_bytes(tmp_path, is_recovery=True)
    assert not read_study(data).recipe.numbers
    path.write_bytes(data)
    session.wait()
    assert cli.run(["run", str(path), "--output", str(tmp_path / "again")]) == 0
    assert "what it was" not in capsys.readouterr().out


def test_the_project_opens_in_the_window_as_it_was(project, qtbot):
    path, analysis = project
    session = Session()
    again = settled(qtbot, session, lambda: session.propose([path]))
    assert analysis_json.write_json(again) == analysis_json.write_json(analysis)
    assert session.history.lines[-1] == "SYN03 excluded"
    assert not session.history.has_unsaved_work
    assert len(session.history.state.edits) == 2
    assert session.report.request == ReportRequest(figures=("waterfall",))
    session.wait()


def test_another_file_shows_what_changed_number_by_number(project, tmp_path, capsys):
    import pandas as pd

    path, analysis = project
    sheets = pd.read_excel(EXAMPLE, sheet_name=None, engine="calamine")
    ratings = next(sheet for name, sheet in sheets.items() if name.casefold() == "assessments")
    ratings.loc[ratings.index[-1], "score"] = 0
    other = tmp_path / "corrected.xlsx"
    with pd.ExcelWriter(other, engine="xlsxwriter") as book:
        for name, sheet in sheets.items():
            sheet.to_excel(book, sheet_name=name, index=False)
    out = tmp_path / "other"
    assert cli.run(["run", str(path), str(other), "--output", str(out), "--figures", "main"]) == 0
    said = capsys.readouterr()
    assert "numbers are not what they were" in said.out
    before = analysis_json.as_dict(analysis)["paired_change"]["mean_after"]
    after = json.loads((out / "analysis.json").read_text(encoding="utf-8"))["paired_change"]
    assert f"paired_change.mean_after: {before:.6g} → {after['mean_after']:.6g}" in said.out
    assert "not what it was when the project was saved" in said.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--figures", "nothing"], "nothing"),
        (["--mapping", "m.toml"], "mapping"),
    ],
)
def test_what_the_report_would_refuse_is_refused(project, tmp_path, capsys, arguments, words):
    path, _analysis = project
    assert cli.run(["run", str(path), "--output", str(tmp_path / "x"), *arguments]) == 2
    assert words in capsys.readouterr().err


def test_a_study_needs_no_source_file_and_an_older_project_names_what_it_misses(
    project, tmp_path, capsys
):
    path, analysis = project
    (tmp_path / "cohort.xlsx").unlink()
    out = tmp_path / "x"
    assert cli.run(["run", str(path), "--output", str(out), "--formats", "none"]) == 0
    assert (out / "analysis.json").read_text(encoding="utf-8") == analysis_json.write_json(analysis)
    shutil.copy(DATA / "study-0.1.ketgui", tmp_path)
    assert cli.run(["run", str(tmp_path / "study-0.1.ketgui"), "--output", str(out)]) == 2
    assert "clean.csv" in capsys.readouterr().err


def test_the_numbers_kept_name_nobody(project):
    path, _analysis = project
    kept = read_file(path)[0].recipe.numbers
    assert kept["cohort.enrolled"] == 20
    assert not [name for name in kept if "SYN" in name]


def test_a_project_that_is_gone_is_told_in_the_language_of_the_window(tmp_path):
    with (
        language("fr"),
        pytest.raises(RecipeError, match=r"étude\.ketgui: Ce fichier n’existe pas"),
    ):
        read_file(tmp_path / "étude.ketgui")


def test_a_project_that_may_not_be_read_is_told_so(tmp_path, monkeypatch):
    def refuse(*_given, **_named):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "read_bytes", refuse)
    with language("fr"), pytest.raises(RecipeError, match="ne peut être lu"):
        read_file(tmp_path / "a.ketgui")


def old_project(folder):
    """Return a project that version 0.1 saved, with its file beside it."""
    for name in ("study-0.1.ketgui", "clean.csv"):
        shutil.copy(DATA / name, folder)
    return folder / "study-0.1.ketgui"


def test_a_project_of_version_0_1_opens_with_its_report(tmp_path):
    opened = open_study(old_project(tmp_path))
    assert opened.imported.cohort is not None, opened.imported.issues
    assert opened.recipe.plan.remission_score == 12.0
    assert tuple(entry.what for entry in opened.list_trail())[-2:] == (
        "K02 excluded: withdrew consent",
        "Opened the project",
    )
    request = opened.recipe.request
    assert request.composition == Composition(
        ("waterfall", "before_after"), 1, False, "Ours", "As seen."
    )
    assert request.figure_style == FigureStyle(
        140.0, 150, 8.0, "grey", 1.5, "Start", "Day 14", "fr"
    )
    assert request.figures == ("waterfall", "raincloud")
    assert request.documents == ("docx", "pdf", "html", "xlsx", "md")
    assert request.formats == ("png", "pdf")
    assert (request.style, request.paper, request.language) == ("apa", "letter", "fr")


def test_a_project_of_version_0_1_is_saved_as_a_study_with_the_same_report(qtbot, tmp_path):
    path = old_project(tmp_path)
    recipe = from_toml(path.read_text(encoding="utf-8"))
    session = Session()
    analysis = settled(qtbot, session, lambda: session.open([path]))
    (tmp_path / "clean.csv").unlink()
    study = save(session, tmp_path / "anew.ketgui")
    assert read_file(study)[0].recipe.request == recipe.request
    again = settled(qtbot, session, lambda: session.open([study]))
    assert analysis_json.write_json(again) == analysis_json.write_json(analysis)
    session.wait()


def test_a_project_of_version_0_1_runs_without_the_window(qapp, tmp_path, capsys):
    out = tmp_path / "out"
    again = ["run", str(old_project(tmp_path)), "--output", str(out)]
    assert cli.run([*again, "--documents", "md", "--formats", "png", "--language", "en"]) == 0
    assert {path.name for path in (out / "figures").iterdir()} == {
        "figure.png", "waterfall.png", "raincloud.png",
    }  # fmt: skip
    assert "p < .001" not in capsys.readouterr().err
    assert "[" in (out / "results.md").read_text("utf-8")


def test_a_figure_that_there_is_not_opens_the_usual_one_and_says_so(tmp_path):
    path = old_project(tmp_path)
    text = path.read_text(encoding="utf-8").replace("waterfall,before_after", "pie")
    path.write_text(text, encoding="utf-8")
    opened = open_study(path)
    assert opened.imported.cohort is not None
    assert opened.recipe.request.composition is None
    assert opened.recipe.request.paper == "letter"
    assert "could not be read" in opened.list_trail()[-1].what
    assert cli.run(["run", str(path), "--output", str(tmp_path / "out")]) == 2


def test_reasons_stand_in_the_report_after_reopening_too(project, qtbot, tmp_path):
    path, _analysis = project
    session = Session()
    settled(qtbot, session, lambda: session.open_study(path))
    age = RowChange("patients", 0, {"age": 44.0}, {"patient_id": "SYN05"}, "typing slip")
    settled(qtbot, session, lambda: session.edit(age, "Age corrected"))
    save(session, path)
    session.wait()
    out = tmp_path / "again"
    asked = ["run", str(path), "--output", str(out), "--documents", "md", "--history", "yes"]
    assert cli.run(asked) == 0
    text = (out / "results.md").read_text(encoding="utf-8")
    body, _heading, history = text.partition("# History of the study")
    assert "one value was corrected" in body
    assert "typing slip" in body
    flow = (out / "tables" / "flow.csv").read_text(encoding="utf-8-sig")
    assert "withdrew consent" in flow
    # The report itself names nobody; its appendix does.
    assert "SYN05" not in body
    assert "patients · SYN05 · age" in history


@pytest.mark.parametrize("share", [0.4, 0.7, 0.9, 1])
def test_an_older_project_that_was_cut_off_is_known_as_cut(tmp_path, share):
    for name in ("hamilton-0.1.ketgui", "clinic.csv"):
        shutil.copy(DATA / "earlier" / name, tmp_path)
    path = tmp_path / "hamilton-0.1.ketgui"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    end = lines.index("[numbers]\n")
    path.write_text("".join(lines[: int(end * share)]), encoding="utf-8")
    opened = open_study(path)
    assert opened.imported.cohort is None
    assert cli.run(["run", str(path), "--output", str(tmp_path / "out")]) != 0
    assert not (tmp_path / "out").exists()
