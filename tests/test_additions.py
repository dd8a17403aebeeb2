"""What an addition costs: one file and one line in its registry, and it is everywhere.

The program is copied, each addition is put beside its like and into the one tuple that lists them,
and the copy is run. No other file of it is changed.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = Path(__file__).resolve().parent / "additions"
LANGUAGE_ROW = (
    'Language("zz", "Zzyzx", "zz-ZZ", plural_forms=1, plural_form=lambda n: 0, decimal_mark="·")'
)
TAB_ROW = 'TabEntry("further_tab", "Further tab", "How many?", "ketgui.views.added_tab.FurtherTab")'
ROWS = "".join(f"P{n:02d}|{20 + n}|{10 + 2 * n}\n" for n in range(1, 9))
COHORT = f"BARS\npatient_id|MADRS before|MADRS after\n{ROWS}"


class Addition(NamedTuple):
    """A file, the folder it goes to, the registry that lists it, and its entry there."""

    source: str
    folder: str
    registry: str
    name: str
    entry: str

    @property
    def target(self) -> str:
        """What its file is called in the program."""
        return f"added_{self.source}" if self.source.endswith(".py") else self.source


ADDITIONS = (
    Addition(
        "figure.py", "ketgui/figures/catalogue", "__init__.py", "FIGURES", "added_figure.FIGURE"
    ),
    Addition(
        "statistic.py", "ketgui/statistics/results", "__init__.py", "RESULTS",
        "added_statistic.FurtherCount",
    ),
    Addition(
        "check.py", "ketgui/importing/checks", "__init__.py", "CHECKS", "added_check.every_table"
    ),
    Addition(
        "reader.py", "ketgui/importing/tables/readers", "registry.py", "READERS",
        "added_reader.READER",
    ),
    Addition(
        "document.py", "ketgui/reporting/documents", "kinds.py", "DOCUMENTS",
        "added_document.DOCUMENT",
    ),
    Addition("tab.py", "ketgui/views", "tabs.py", "TABS", TAB_ROW),
    Addition("zz.json", "resources/locale", "../../ketgui/languages.py", "LANGUAGES", LANGUAGE_ROW),
)  # fmt: skip


def register(path: Path, name: str, entry: str, imported: str) -> None:
    """Append an entry to a module's tuple of this name, below an import of what it names."""
    text = path.read_text(encoding="utf-8")
    assigned = [node for node in ast.parse(text).body if isinstance(node, ast.AnnAssign)]
    (value,) = (node.value for node in assigned if ast.unparse(node.target) == name)
    assert value
    listed = next(node for node in ast.walk(value) if isinstance(node, ast.Tuple))
    segment = ast.get_source_segment(text, listed)
    last = ast.get_source_segment(text, listed.elts[-1])
    assert segment
    assert last
    head, _last, tail = segment.rpartition(last)
    head_of_file = "from __future__ import annotations\n"
    text = text.replace(segment, f"{head}{last}, {entry}{tail}")
    text = text.replace(head_of_file, f"{head_of_file}\n{imported}\n", 1)
    path.write_text(text, encoding="utf-8")


def add(tree: Path, addition: Addition) -> None:
    """Put one addition into a copy of the program."""
    folder = tree / addition.folder
    shutil.copy(SOURCES / addition.source, folder / addition.target)
    package = addition.folder.replace("/", ".")
    module = addition.target.removesuffix(".py")
    is_named = addition.entry.startswith(f"{module}.")
    imported = f"from {package} import {module}" if is_named else ""
    register(folder / addition.registry, addition.name, addition.entry, imported)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with every addition, and a file of the further format beside it."""
    copy = tmp_path_factory.mktemp("program")
    for name in ("ketgui", "resources"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "main.py", copy)
    shutil.copy(SOURCES / "further_tab.md", copy / "resources" / "help" / "en")
    for addition in ADDITIONS:
        add(copy, addition)
    (copy / "cohort.bars").write_text(COHORT, encoding="utf-8")
    return copy


def run(tree: Path, *arguments: str) -> str:
    """Run Python in the copy and return what it prints."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(tree)}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=tree, env=environment, capture_output=True, text=True
    )
    # 1 is what a command returns that has something to say of the files.
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def report(tree) -> Path:
    """The folder of a report in the further language, of a file of the further format."""
    run(tree, "main.py", "report", "cohort.bars", "--output", "out", "--language", "zz",
        "--figures", "all", "--formats", "svg", "--documents", "md,xlsx,brief")  # fmt: skip
    return tree / "out"


@pytest.fixture(scope="module")
def window(tree) -> dict[str, Any]:
    """What the window shows, by the place where it shows it."""
    shutil.copy(SOURCES / "window.py", tree)
    return json.loads(run(tree, "window.py", "cohort.bars"))


def files(folder: Path) -> dict[str, str]:
    """Return every text file below a folder by its name."""
    found = (path for path in folder.rglob("*") if path.suffix in (".md", ".csv", ".json", ".svg"))
    return {path.name: path.read_text(encoding="utf-8-sig") for path in found}


def test_a_figure_is_in_its_tab_the_composer_the_report_and_the_files(window, report):
    assert "Further figure" in window["lists"]["MADRS"]
    assert "Further figure" in window["composer"]
    assert "further_figure.svg" in files(report)
    assert "Zeichnung" in files(report)["results.md"]


def test_a_figure_is_known_to_the_command_line(tree):
    run(tree, "main.py", "report", "cohort.bars", "--output", "one", "--formats", "svg",
        "--documents", "none", "--figures", "further_figure")  # fmt: skip
    assert [name for name in files(tree / "one") if name.endswith(".svg")] == ["further_figure.svg"]


def test_a_statistic_is_in_its_tab_the_report_and_the_files(window, report):
    assert "Further count" in window["labels"]["Protocol"]
    written = files(report)
    assert json.loads(written["analysis.json"])["further_count"] == {"n": 8}
    assert "8" in written["further_count.csv"]
    assert "Zähler" in written["results.md"]


def test_a_document_is_in_the_dialog_on_the_command_line_and_in_the_folder(window, report):
    assert "Further document" in window["documents"]
    assert files(report)["brief.md"].endswith("blocks")


def test_a_check_is_in_the_window_and_on_the_command_line(window, tree):
    assert "further_check" in window["issues"]
    found = json.loads(run(tree, "main.py", "check", "cohort.bars", "--json"))
    assert "further_check" in json.dumps(found)


def test_a_format_is_read_and_offered_where_files_are_opened(window, report):
    assert "bars" in window["suffixes"]
    assert json.loads(files(report)["analysis.json"])["flow"]["analysed"] == 8


def test_a_tab_is_in_the_window_the_menu_and_the_help(window):
    assert "Further tab" in window["tabs"]
    assert "Further tab" in window["menus"]
    assert "8" in window["labels"]["Further tab"]
    assert "Further tab" in window["help"]


def test_a_language_is_in_the_menu_the_lists_and_the_report(window, report):
    assert "Zzyzx" in window["menus"]
    assert "Zzyzx" in window["lists"]["Protocol"]
    words = files(report)["results.md"]
    assert "# Zahlen" in words
    assert "·" in words


def test_a_template_is_written_in_a_further_language(tree):
    run(tree, "main.py", "template", "blank", "--language", "zz")
    assert list((tree / "blank").rglob("*.xlsx"))


def test_nothing_but_the_additions_and_their_registries_was_changed(tree, window, report):
    registries = {(tree / one.folder / one.registry).resolve() for one in ADDITIONS}
    for path in (tree / "ketgui").rglob("*.py"):
        original = ROOT / path.relative_to(tree)
        if path.resolve() not in registries and original.exists():
            assert path.read_bytes() == original.read_bytes(), path
