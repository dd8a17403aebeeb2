"""The report's folder, written step by step."""

from __future__ import annotations

import errno
import time
from dataclasses import replace

import docx
import pytest
from python_calamine import CalamineWorkbook

from ketgui.figures.catalogue import FIGURES
from ketgui.reporting.documents.kinds import DOCUMENTS
from ketgui.reporting.files import take_steps, write_report
from ketgui.reporting.paragraphs.sentence_edits import SentenceEdits
from ketgui.reporting.paragraphs.sentences import compose_sentences
from ketgui.reporting.renderer import Renderer
from ketgui.reporting.request import ReportRequest
from ketgui.text import LANGUAGES, current_language, language
from tests.stub_renderer import STUB, png

ALL = tuple(kind.key for kind in DOCUMENTS)


@pytest.fixture(params=LANGUAGES)
def spoken(request):
    with language(request.param):
        yield request.param


@pytest.mark.parametrize("pairs", [[], [(30, 15)], [(30, None)] * 2])
def test_every_document_of_a_hard_cohort_is_a_document(analysis_of, pairs, spoken, tmp_path):
    request = ReportRequest(figures=("all",), documents=ALL)
    take_steps(write_report(analysis_of(pairs), request, STUB, tmp_path))
    assert {kind.file for kind in DOCUMENTS} <= {path.name for path in tmp_path.iterdir()}
    assert docx.Document(str(tmp_path / "report.docx")).paragraphs
    sheets = CalamineWorkbook.from_path(tmp_path / "tables.xlsx").sheet_names
    assert len(set(sheets)) == len(sheets) > 0


def test_two_runs_make_the_same_bytes(example, tmp_path):
    written = []
    for name in "ab":
        # The hour that a packed file holds goes by two seconds.
        time.sleep(2.1 if written else 0)
        request = ReportRequest(documents=ALL, formats=("png",))
        take_steps(write_report(example, request, STUB, tmp_path / name))
        written.append({p.name: p.read_bytes() for p in (tmp_path / name).rglob("*.*")})
    assert written[0] == written[1]


def _title(key: str) -> str:
    return next(figure.title for figure in FIGURES if figure.key == key)


def test_steps_say_what_is_drawn_and_write_one_file_each_and_the_documents_last(example, tmp_path):
    request = ReportRequest(
        figures=("waterfall", "scatter"), formats=("png", "svg"), dpi=72, width_mm=90.0
    )
    said, seen, folder = [], [], tmp_path / "report"
    for step in write_report(example, request, STUB, folder):
        if isinstance(step, str):
            said.append(step)
        else:
            assert list(folder.iterdir()) == []
            step()
            seen.append(sorted(path.name for path in tmp_path.rglob("*.[pscj]*")))
    titles = [_title(key) for key in request.figures or ()]
    assert list(dict.fromkeys(said)) == [
        *(f"Drawing {title}…" for title in titles),
        "Writing the report…",
    ]
    beside = [[name for name in names if not name.startswith(".")] for names in seen]
    assert beside[0] == ["waterfall.png"]
    assert beside[1] == ["waterfall.png", "waterfall.svg"]
    assert len(beside[3]) == 4
    assert "analysis.json" in beside[4]
    assert [path.name for path in tmp_path.iterdir()] == ["report"]
    assert (folder / "figures" / "scatter.svg").read_text("utf-8").startswith("scatter svg 90 72")


def test_the_report_takes_its_place_with_the_last_step(example, tmp_path):
    steps = write_report(example, ReportRequest(documents=("md",)), STUB, tmp_path / "r")
    *others, last = (step for step in steps if not isinstance(step, str))
    for step in others:
        step()
    assert list((tmp_path / "r").iterdir()) == []
    last()
    assert {path.name for path in (tmp_path / "r").iterdir()} == {
        "analysis.json", "results.md", "tables",
    }  # fmt: skip


def test_a_step_that_fails_leaves_the_report_before_and_nothing_beside(example, tmp_path):
    folder = tmp_path / "r"
    request = ReportRequest(figures=("waterfall",), formats=("png",), documents=("md",))
    take_steps(write_report(example, request, STUB, folder))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def fail(*_arguments, **_options):
        raise OSError(errno.ENOSPC, "full", str(tmp_path / "x"))
        yield

    renderer = Renderer(STUB.draw_picture, fail, STUB.make_pdf)
    with pytest.raises(OSError, match="full"):
        take_steps(write_report(example, request, renderer, folder))
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_figures_are_drawn_once_and_only_for_documents_that_hold_pictures(example, tmp_path):
    drawn: list[str] = []

    def draw(spec, _width_mm) -> bytes:
        drawn.append(spec.key)
        return png()

    renderer = Renderer(draw, STUB.draw_file, STUB.make_pdf)
    for documents, expected in ((("md", "xlsx"), []), (("html", "docx"), ["figure_1"])):
        request = ReportRequest(figures=("figure_1",), documents=documents)
        take_steps(write_report(example, request, renderer, tmp_path))
        assert drawn == expected


def test_a_report_speaks_its_own_language_and_between_steps_the_window_its_own(example, tmp_path):
    request = ReportRequest(figures=("waterfall",), documents=("md",), language="fr")
    for step in write_report(example, request, STUB, tmp_path):
        assert current_language() == "en"
        if not isinstance(step, str):
            step()
    assert "avant" in (tmp_path / "results.md").read_text("utf-8")


def test_style_paper_and_the_users_own_sentences_are_in_the_documents(example, tmp_path):
    sentence = next(s for s in compose_sentences(example) if s.key == "results.change")
    edits = SentenceEdits().rewrite(sentence, "Scores fell by a third.")
    request = ReportRequest(
        figures=("waterfall",), documents=("html", "md"), style="journal", paper="letter"
    )
    take_steps(write_report(example, request, STUB, tmp_path, edits))
    text = (tmp_path / "results.md").read_text("utf-8")
    assert "Scores fell by a third." in text
    assert "p < 0.001" in text
    assert "size: 215.9mm" in (tmp_path / "report.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("style", "level", "coefficient"),
    [("plain", "95% CI", "ρ = .09"), ("journal", "95\u00a0% CI", "ρ = 0.09")],
)
def test_captions_are_in_the_style_of_the_sentences(example, tmp_path, style, level, coefficient):
    request = ReportRequest(figures=("all",), documents=("md",), style=style)
    take_steps(write_report(example, request, STUB, tmp_path))
    captions = [
        line
        for line in (tmp_path / "results.md").read_text("utf-8").split("\n")
        if line.startswith("**Figure")
    ]
    assert any(level in caption for caption in captions)
    assert any(coefficient in caption.replace("\u00a0", " ") for caption in captions)
    other = "95% CI" if style == "journal" else "95\u00a0% CI"
    assert not any(other in caption for caption in captions)


def test_the_supplement_is_a_file_of_its_own_where_that_is_asked_for(example, tmp_path):
    request = ReportRequest(figures=("all",), documents=("docx", "html", "md", "xlsx"))
    for name, supplement in (("whole", None), ("apart", True)):
        steps = write_report(
            example, replace(request, supplement=supplement), STUB, tmp_path / name
        )
        take_steps(steps)
    whole, apart = (
        {path.name: path for path in (tmp_path / name).iterdir()} for name in ("whole", "apart")
    )
    assert set(apart) - set(whole) == {"supplement.docx", "supplement.html", "supplement.md"}
    text = whole["results.md"].read_text("utf-8")
    article = apart["results.md"].read_text("utf-8")
    title, _gap, supplement = apart["supplement.md"].read_text("utf-8").partition("\n")
    assert title == "# Supplement: MADRS before and after ketamine: 21 patients"
    assert article.rstrip() + "\n" + supplement == text
    assert "**Table 4. " in article
    assert "Table S1" not in article
    assert supplement.lstrip().startswith("## Supplementary tables")
    assert "Table 1." not in supplement
