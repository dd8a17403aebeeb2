"""The report's documents, written without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

from ketgui import cli
from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import import_files
from ketgui.paths import find_resource
from ketgui.project.recipe import Recipe, to_toml
from ketgui.reporting.files import DOCUMENTS
from ketgui.reporting.sentence_edits import SentenceEdits
from ketgui.reporting.sentences import compose_sentences
from ketgui.reporting.style import STYLES
from ketgui.statistics.analysis import analyse

EXAMPLE = str(find_resource("samples", "example-cohort.xlsx"))
QUICK = ["--figures", "response_remission", "--dpi", "72"]


def files(folder) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_options_are_those_of_the_report():
    assert set(cli.DOCUMENTS) == set(DOCUMENTS)
    assert tuple(one.key for one in STYLES) == cli.STYLES


def test_two_runs_write_the_same_bytes_of_every_document(qapp, tmp_path, capsys):
    written = []
    for name in ("first", "second"):
        out = tmp_path / name
        asked = ["report", EXAMPLE, "--output", str(out), "--documents", ",".join(cli.DOCUMENTS)]
        assert cli.run([*asked, *QUICK, "--style", "journal", "--paper", "letter"]) == cli.OK
        written.append(files(out))
    assert set(DOCUMENTS.values()) <= set(written[0])
    assert written[0] == written[1]
    assert "p < 0.001" in written[0]["results.md"].decode()
    assert str(tmp_path) not in capsys.readouterr().err


def test_markdown_alone_unless_more_is_asked_for(qapp, tmp_path):
    assert cli.run(["report", EXAMPLE, "--output", str(tmp_path), *QUICK]) == cli.OK
    documents = {name for name in files(tmp_path) if name in DOCUMENTS.values()}
    assert documents == {"results.md"}


def test_a_project_s_own_sentences_stand_in_its_documents(qapp, tmp_path):
    cohort = import_files([Path(EXAMPLE)], None).cohort
    assert cohort
    first, *_others = compose_sentences(analyse(cohort, AnalysisPlan()))
    project = tmp_path / "study.ketgui"
    recipe = Recipe((), cohort.sources, rewritten=SentenceEdits().rewrite(first, "In my words."))
    project.write_text(to_toml(recipe), encoding="utf-8")
    out = tmp_path / "out"
    assert cli.run(["run", str(project), EXAMPLE, "--output", str(out), *QUICK]) == cli.OK
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
    assert "study.ketgui is a project: run obtains its report" in capsys.readouterr().err
