"""The house: imports go one way, each outside concern has one room, files stay small."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ketgui"
SOURCES = sorted(PACKAGE.rglob("*.py"))
PYTHON = [*SOURCES, ROOT / "main.py", *(ROOT / "packaging").rglob("*.py"),
          *(ROOT / "tests").rglob("*.py")]  # fmt: skip

# A room may import from rooms of a lower number, and from itself.
ORDER = {
    "number_words": 0,
    "languages": 1,
    "paths": 0,
    "processes": 0,
    "text": 2,
    "writing": 3,
    "commands": 3,
    "settings": 4,
    "domain": 4,
    "importing": 5,
    "statistics": 5,
    "figures": 6,
    "reporting": 7,
    "project": 8,
    "validation": 8,
    "cli_studies": 9,
    "session": 10,
    "rendering": 11,
    "views": 12,
    "cli": 12,
    "smoke": 13,
    "app": 14,
}
QT_FREE = {room for room, place in ORDER.items() if place < ORDER["session"]} | {"cli"}
NETWORK = {
    "socket", "ssl", "http", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "ftplib",
    "smtplib", "telnetlib", "xmlrpc", "socketserver", "webbrowser", "PySide6.QtNetwork",
    "PySide6.QtWebEngineCore", "PySide6.QtWebSockets",
}  # fmt: skip
VAGUE = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "tools", "base"}
TOP_LEVEL = {
    "main.py", "ketgui", "resources", "tests", "packaging", "pyproject.toml", "README.md",
    "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "LICENSE", "Makefile",
}  # fmt: skip
# A folder is read in one look.
MOST_MODULES = 18
# A table of declarations is as long as there are columns or scales to declare.
DECLARED = {PACKAGE / "domain" / name for name in ("fields.py", "scales.py")}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@cache
def imported(path: Path) -> frozenset[str]:
    """Return every module a file imports, in functions and under TYPE_CHECKING too."""
    names: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(names)


def rooms_imported(path: Path) -> set[str]:
    parts = (name.split(".") for name in imported(path))
    return {p[1] for p in parts if p[0] == "ketgui" and len(p) > 1 and p[1] != "__version__"}


def module_of(path: Path) -> str:
    return (
        path.relative_to(ROOT)
        .with_suffix("")
        .as_posix()
        .replace("/", ".")
        .removesuffix(".__init__")
    )


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def id_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_room_has_a_place_in_the_order():
    rooms = {room_of(path) for path in SOURCES} - {"__init__", "__main__"}
    assert rooms <= set(ORDER)


def test_imports_go_one_way():
    for source in SOURCES:
        room = room_of(source)
        if room == "__init__":
            assert not rooms_imported(source)
            continue
        for other in rooms_imported(source) - {room}:
            assert ORDER[other] < ORDER[room], f"{id_of(source)} imports {other}"


def test_importing_and_statistics_never_import_each_other():
    # They share a number in the order, which forbids it; this says so by name.
    assert ORDER["importing"] == ORDER["statistics"]
    assert ORDER["settings"] == ORDER["domain"]
    assert ORDER["views"] == ORDER["cli"]


def test_no_qt_left_of_session():
    for source in SOURCES:
        qt = {name for name in imported(source) if within(name, "PySide6")}
        if room_of(source) in QT_FREE:
            assert not qt, id_of(source)
        if room_of(source) == "session":
            assert all(within(name, "PySide6.QtCore") for name in qt), id_of(source)


def test_pyqtgraph_in_rendering_alone():
    for source in SOURCES:
        if any(within(name, "pyqtgraph") for name in imported(source)):
            assert room_of(source) == "rendering", id_of(source)


def test_only_layout_makes_labels():
    # Others would forget that Qt reads a label's text as a page unless it is told not to.
    for path in (PACKAGE / "views").rglob("*.py"):
        calls = (node.func for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))
        names = {call.id for call in calls if isinstance(call, ast.Name)}
        assert "QLabel" not in names or path.name == "layout.py", path


def test_no_network_anywhere():
    for path in [*SOURCES, ROOT / "main.py"]:
        for name in imported(path):
            assert not any(within(name, module) for module in NETWORK), f"{path}: {name}"


def test_scipy_stats_is_imported_nowhere():
    """It takes as long to import as all other libraries of an analysis together."""
    for path in SOURCES:
        assert not any(within(name, "scipy.stats") for name in imported(path)), path


def test_only_paths_knows_where_the_program_lies():
    knowing = {path for path in SOURCES if "_MEIPASS" in path.read_text(encoding="utf-8")}
    assert knowing == {PACKAGE / "paths.py"}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_functions_of_60_lines_and_files_of_400_at_most():
    too_long: list[str] = []
    for path in PYTHON:
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > 400 and path not in DECLARED:
            too_long.append(f"{id_of(path)}: {lines} lines")
        for function in functions(path):
            assert function.end_lineno
            length = function.end_lineno - function.lineno + 1
            if length > 60:
                too_long.append(f"{id_of(path)}, {function.name}: {length} lines")
    assert too_long == []


def test_no_folder_is_a_drawer():
    counts = Counter(path.parent for path in SOURCES if path.name != "__init__.py")
    assert {id_of(folder): n for folder, n in counts.items() if n > MOST_MODULES} == {}


def test_no_module_imports_itself_by_way_of_others():
    modules = {module_of(path) for path in SOURCES}
    imports = {module_of(path): imported(path) & modules for path in SOURCES}
    # Only a package's own __init__ and its modules may name each other.
    TopologicalSorter(
        {name: {other for other in names if not within(name, other)}
         for name, names in imports.items()}
    ).prepare()  # fmt: skip


def test_names_say_what_is_inside():
    for path in PYTHON:
        words = set(re.split(r"[_.]", path.relative_to(ROOT).as_posix().replace("/", ".")))
        assert not words & VAGUE, path


def test_nothing_is_put_off():
    put_off = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
    for path in PYTHON:
        assert not put_off.search(path.read_text(encoding="utf-8")), path


def test_every_module_says_what_it_is_for():
    assert [id_of(source) for source in SOURCES if not ast.get_docstring(tree_of(source))] == []


def test_no_registry_address_in_any_requirement():
    for path in (ROOT / "packaging").glob("requirements*.txt"):
        assert "://" not in path.read_text(encoding="utf-8")


def test_the_repository_has_no_further_entries():
    try:
        listed = subprocess.run(
            ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.split("\n")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    entries = {line.split("/")[0] for line in listed if line}
    assert {entry for entry in entries if not entry.startswith(".")} <= TOP_LEVEL


def annotated(path: Path) -> Iterator[tuple[str, str]]:
    """Return every annotated name of a file, with its annotation."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.arg) and node.annotation:
            yield node.arg, ast.unparse(node.annotation)
        elif isinstance(node, ast.AnnAssign):
            target = node.target
            name = target.attr if isinstance(target, ast.Attribute) else ast.unparse(target)
            yield name, ast.unparse(node.annotation)


def test_a_report_request_alone_carries_what_a_report_is_made_of():
    carriers: set[str] = set()
    for path in SOURCES:
        for name, annotation in annotated(path):
            if name in {"output", "options", "wanted", "request"}:
                assert not re.match(r"(dict|Mapping|MutableMapping)\b", annotation), (path, name)
            if re.fullmatch(r"ReportRequest( \| None)?", annotation):
                carriers.add(room_of(path))
        if any(within(name, "argparse") for name in imported(path)):
            assert room_of(path) in {"app", "cli"}, path
    assert carriers == {"cli", "project", "reporting", "session", "views"}


def test_the_session_has_few_public_methods():
    (session,) = (
        node for node in tree_of(PACKAGE / "session" / "session.py").body
        if isinstance(node, ast.ClassDef)
    )  # fmt: skip
    methods = [node.name for node in session.body if isinstance(node, ast.FunctionDef)]
    assert len([name for name in methods if not name.startswith("_")]) < 25
