"""The commands: options give a request, and the request gives the report's files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from ketgui import cli
from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.composition import Composition
from ketgui.figures.panel_edits import PanelEdit
from ketgui.figures.style import FigureStyle
from ketgui.importing import import_files
from ketgui.paths import find_resource
from ketgui.project.recipe import Recipe
from ketgui.project.study_file import pack_study
from ketgui.reporting.documents.kinds import DOCUMENTS
from ketgui.reporting.paragraphs.sentence_edits import SentenceEdits
from ketgui.reporting.paragraphs.sentences import compose_sentences
from ketgui.reporting.request import ReportRequest
from ketgui.statistics.analysis import analyse

EXAMPLE = str(find_resource("samples", "example-cohort.xlsx"))
KEYS = tuple(kind.key for kind in DOCUMENTS)
FILES = {kind.file for kind in DOCUMENTS}
QUICK = ["--figures", "response_remission", "--dpi", "72"]


def files(folder) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def report(folder, *options: str) -> int:
    return cli.run(["report", EXAMPLE, "--output", str(folder), *options])


def request_of(*options: str) -> ReportRequest:
    return cli._read_request(
        cli._build_parser().parse_args(["report", EXAMPLE, "--output", "x", *options])
    )


def test_every_option_of_the_report_fills_its_attribute_of_the_request():
    edits = (PanelEdit("waterfall", y_label="-5 %, in all", y_range=(-90, 10)),)
    composition = Composition(
        ("waterfall", "raincloud"), 1, False, "Ours", "-5 points: as seen.", edits
    )
    style = FigureStyle(90.0, 600, 8.0, "grey", 1.5, "-1 day", "Day 14", "fr")
    request = ReportRequest(
        figures=("scatter",), documents=("docx",), formats=(), style="apa", paper="letter",
        language="fr", history=True, supplement=True,
    ).with_figure(composition, style)  # fmt: skip
    assert None not in vars(request).values()
    options = [f"--{option}={value}" for option, value in request.as_dict().items()]
    assert request_of(*options) == request


def test_nothing_is_chosen_where_no_option_is_given():
    assert request_of() == ReportRequest()


def test_an_option_given_to_run_takes_the_place_of_the_project_s():
    project = ReportRequest(palette="grey", panels=("waterfall",), columns=1, language="fr")
    recipe = Recipe((), language="en", request=project)
    request = cli._combine_requests(recipe, request_of("--palette=colour", "--columns=3"))
    assert request == replace(project, palette="colour", columns=3).complete(cli.DEFAULTS)
    spoken = cli._combine_requests(Recipe((), language="fr"), ReportRequest())
    assert spoken == replace(cli.DEFAULTS, language="fr")


def test_what_a_project_asks_for_and_there_is_not_is_refused_unless_an_option_replaces_it():
    recipe = Recipe((), request_problems={"figures": "there is no figure pie"})
    with pytest.raises(cli.CliError, match="no figure pie"):
        cli._combine_requests(recipe, ReportRequest())
    given = ReportRequest(figures=("all",))
    assert cli._combine_requests(recipe, given).figures == ("all",)


def test_every_document_is_written_in_the_style_asked_for(qapp, tmp_path, capsys):
    asked = ["report", EXAMPLE, "--output", str(tmp_path), "--documents", ",".join(KEYS)]
    assert cli.run([*asked, *QUICK, "--style", "journal", "--paper", "letter"]) == cli.OK
    written = files(tmp_path)
    assert {name.partition("/")[0] for name in written} >= FILES
    assert "p < 0.001" in written["results.md"].decode()
    assert str(tmp_path) not in capsys.readouterr().err


def test_markdown_alone_unless_more_is_asked_for(qapp, tmp_path):
    assert cli.run(["report", EXAMPLE, "--output", str(tmp_path), *QUICK]) == cli.OK
    documents = {name for name in files(tmp_path) if name in FILES}
    assert documents == {"results.md"}


def test_a_project_s_own_sentences_stand_in_its_documents(qapp, tmp_path):
    imported = import_files([Path(EXAMPLE)], None)
    cohort = imported.cohort
    assert cohort
    first, *_others = compose_sentences(analyse(cohort, AnalysisPlan()))
    project = tmp_path / "study.ketgui"
    recipe = Recipe(
        (), cohort.sources, sentence_edits=SentenceEdits().rewrite(first, "In my words.")
    )
    project.write_bytes(pack_study(recipe, imported, ()))
    out = tmp_path / "out"
    assert cli.run(["run", str(project), "--output", str(out), *QUICK]) == cli.OK
    words = (out / "results.md").read_text(encoding="utf-8")
    assert "In my words." in words
    assert first.text not in words


def test_an_unknown_document_is_refused(capsys, tmp_path):
    with pytest.raises(SystemExit):
        cli.run(["report", EXAMPLE, "--output", str(tmp_path), "--documents", "odt"])
    assert "odt" in capsys.readouterr().err


def test_neither_documents_nor_figures_where_none_are_asked_for(qapp, tmp_path):
    asked = ["report", EXAMPLE, "--output", str(tmp_path), "--documents", "none"]
    assert cli.run([*asked, "--formats", "none"]) == cli.OK
    assert {path.name for path in tmp_path.iterdir()} == {"analysis.json", "tables"}


@pytest.mark.parametrize("command", ["report", "check"])
def test_a_project_is_not_read_as_a_table(tmp_path, capsys, command):
    project = tmp_path / "study.ketgui"
    project.write_text("[plan]\n", encoding="utf-8")
    more = ["--output", str(tmp_path / "out")] if command == "report" else []
    assert cli.run([command, str(project), *more]) == cli.ERRORS
    assert "study.ketgui is a study: run obtains its report" in capsys.readouterr().err


def test_a_composed_figure_is_written_as_the_composer_would(qapp, tmp_path):
    options = (
        "--compose", "waterfall,before_after", "--columns", "1", "--letters", "no",
        "--figure-title", "Ours", "--figure-caption", "As seen.", "--before=-1 day",
        "--after", "Day 14", "--palette", "grey", "--font-points", "8", "--line-weight", "1.5",
        "--figure-language", "fr", "--width-mm", "90", "--dpi", "600", "--figures", "raincloud",
        "--formats", "tiff,pdf",
    )  # fmt: skip
    assert report(tmp_path, *options) == 0
    folder = tmp_path / "figures"
    assert {path.name for path in folder.iterdir()} == {
        "figure.tiff", "figure.pdf", "raincloud.tiff", "raincloud.pdf",
    }  # fmt: skip
    with Image.open(folder / "figure.tiff") as read:
        assert read.width == round(90 / 25.4 * 600)
        assert "As seen." in tags_of(read)[270]
        red, green, blue = read.convert("RGB").resize((40, 40)).split()
        assert list(red.tobytes()) == list(green.tobytes()) == list(blue.tobytes())
    words = PdfReader(folder / "figure.pdf").pages[0].extract_text()
    assert "Day 14" in words.replace("\t", " ")
    assert "Score MADRS" in words.replace("\t", " ")
    analysed = json.loads((tmp_path / "analysis.json").read_text("utf-8"))
    assert analysed


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--compose", "pie"), "there is no figure pie"),
        (("--compose", ",".join(["waterfall"] * 7)), "one to 6 panels"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_in_words(qapp, tmp_path, capsys, options, words):
    assert report(tmp_path / "out", *options) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("option", ["--palette=neon", "--columns=4", "--font-points=99"])
def test_an_option_out_of_its_range_is_refused(tmp_path, option):
    with pytest.raises(SystemExit):
        report(tmp_path / "out", option)


def tags_of(tiff: Any) -> Any:
    return tiff.tag_v2
