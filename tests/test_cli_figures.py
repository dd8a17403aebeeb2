"""Everything the composer can set can be asked for without a window."""

from __future__ import annotations

import json
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from ketgui.cli import run
from ketgui.paths import find_resource

EXAMPLE = str(find_resource("samples", "example-cohort.xlsx"))


@pytest.fixture(autouse=True)
def english():
    from ketgui.text import use_language

    yield
    use_language("en")


def report(folder, *options: str) -> int:
    return run(["report", EXAMPLE, "--output", str(folder), *options])


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
    assert "MADRS avant" in words.replace("\t", " ")
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


def test_what_a_project_says_of_its_figure_is_understood_again():
    from ketgui.cli import _figures, _flags, _parser
    from ketgui.figures.composition import Composition
    from ketgui.figures.options import as_options, composition_of, style_of
    from ketgui.figures.style import FigureStyle

    composed = Composition(("waterfall", "raincloud"), 1, False, "Ours", "-5 points: as seen.")
    style = FigureStyle(90, 600, 8, "grey", 1.5, "-1 day", "Day 14", "fr")
    options = as_options(composed, style)
    read = _parser().parse_args(["report", EXAMPLE, "--output", "x", *_flags(options)])
    given = {name.replace("_", "-"): value for name, value in vars(read).items()}
    assert composition_of(given) == composed
    assert style_of(given) == style
    assert _figures(read)[0].key == "figure"


def tags_of(tiff: Any) -> Any:
    return tiff.tag_v2
