"""What goes into the frozen program, and what stays out."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest

from ketgui.figures.catalogue import FIGURES
from ketgui.importing.tables.readers.registry import READERS
from ketgui.reporting.documents.kinds import DOCUMENTS
from ketgui.statistics.results import RESULTS
from ketgui.views.tabs import TABS

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def bundle(script):
    return script("bundle")


def imports(path: Path) -> set[str]:
    """Return the modules that a file imports anywhere, and those that it names to import_module."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= {node.value} & {"pyreadstat", "scipy.special", "python_calamine"}
    return found


def test_every_module_of_the_program_is_named(bundle):
    named = set(bundle.hidden(ROOT))
    for path in (ROOT / "ketgui").rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        assert ".".join(parts).removesuffix(".__init__") in named


def test_nothing_that_the_program_imports_is_excluded(bundle):
    for path in [*(ROOT / "ketgui").rglob("*.py"), ROOT / "main.py"]:
        for name in imports(path):
            for excluded in bundle.EXCLUDED:
                assert name != excluded, f"{path}: {name}"
                assert not name.startswith(f"{excluded}."), f"{path}: {name}"


def test_what_is_imported_by_name_is_named(bundle):
    called = re.compile(r"import_module\((\w+|\"[\w.]+\")")
    for path in (ROOT / "ketgui").rglob("*.py"):
        for name in called.findall(path.read_text(encoding="utf-8")):
            if name.startswith('"'):
                assert name.strip('"') in bundle.hidden(ROOT), path


def test_every_hidden_import_is_there_to_be_found(bundle):
    for name in bundle.HIDDEN:
        assert importlib.util.find_spec(name), name


def test_registries_are_counted_from_the_source_as_they_are_when_imported(bundle):
    assert bundle.registered(ROOT) == {
        "readers": len(READERS),
        "results": len(RESULTS),
        "figures": len(FIGURES),
        "documents": len(DOCUMENTS),
        "tabs": len(TABS),
    }
    assert json.loads(bundle.expected(ROOT))["modules"] == bundle.own_modules(ROOT)


def test_all_that_is_read_at_run_time_goes_in(bundle, tmp_path):
    given = bundle.datas(ROOT, tmp_path)
    placed = {f"{folder}/{Path(file).name}".removeprefix("./") for file, folder in given}
    resources = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and "screenshots" not in path.parts
    }
    assert resources | {"LICENSE"} <= placed
    assert {f"resources/smoke/{name}" for name in bundle.SMOKE_SAMPLES} <= placed
    assert all(Path(file).exists() for file, _folder in given if not file.startswith(str(tmp_path)))


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6/Qt/plugins/imageformats/libqtiff.so",
        "PySide6/plugins/imageformats/qtiff.dll",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "docx/templates/default.docx",
        "resources/locale/fr.json",
        "pandas/_libs/testing.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_what_is_needed_is_kept(bundle, name):
    assert bundle.kept([(name, "/x", "DATA")])


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/qml/builtins.qmltypes",
        "PySide6/opengl32sw.dll",
        "pandas/tests/io/data/table.csv",
        "statsmodels/datasets/longley/longley.csv",
        "numpy-2.4.6.dist-info/METADATA",
        "pyqtgraph/colors/maps/CET-C1.csv",
    ],
)
def test_what_nothing_reads_is_dropped(bundle, name):
    assert not bundle.kept([(name, "/x", "DATA")])


def test_a_link_to_a_dropped_file_goes_with_it(bundle):
    entries = [
        ("libgtk.so.0", "PySide6/Qt/qml/libgtk.so.0", "SYMLINK"),
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
        ("PySide6/Qt/lib/libQt6Core.so.6", "/x/libQt6Core.so.6", "BINARY"),
    ]
    assert [entry[0] for entry in bundle.kept(entries)] == [
        "libQt6Core.so.6",
        "PySide6/Qt/lib/libQt6Core.so.6",
    ]


def test_the_links_inside_a_mac_s_framework_stay(bundle):
    core = "PySide6/Qt/lib/QtCore.framework"
    entries = [
        (f"{core}/Versions/A/QtCore", "/w/QtCore", "BINARY"),
        (f"{core}/Versions/Current", "A", "SYMLINK"),
        (f"{core}/QtCore", "Versions/Current/QtCore", "SYMLINK"),
        ("PySide6/QtCore.abi3.so", "/w/QtCore.abi3.so", "EXTENSION"),
        ("QtQml", "PySide6/Qt/lib/QtQml.framework/Versions/A/QtQml", "SYMLINK"),
    ]
    needs = {"/w/QtCore.abi3.so": {"QtCore"}}
    assert bundle.reachable(bundle.kept(entries), needs) == entries[:-1]


def test_windows_names_a_library_in_any_case(bundle):
    entries = [("a.pyd", "/w/a.pyd", "EXTENSION"), ("VCRUNTIME140.dll", "/w/v.dll", "BINARY")]
    assert bundle.reachable(entries, {"/w/a.pyd": {"vcruntime140.dll"}}) == entries


def test_a_library_that_nothing_needs_any_more_is_dropped(bundle):
    entries = [
        ("PySide6/QtGui.abi3.so", "/w/QtGui.abi3.so", "EXTENSION"),
        ("PySide6/Qt/lib/libQt6Gui.so.6", "/w/libQt6Gui.so.6", "BINARY"),
        ("libxcb.so.1", "/l/libxcb.so.1", "BINARY"),
        ("libgtk-3.so.0", "/l/libgtk-3.so.0", "BINARY"),
        ("libpython3.11.so.1.0", "/l/libpython3.11.so.1.0", "BINARY"),
        ("resources/x.svg", "/r/x.svg", "DATA"),
    ]
    needs = {
        "/w/QtGui.abi3.so": {"libQt6Gui.so.6"},
        "/w/libQt6Gui.so.6": {"libxcb.so.1", "libc.so.6"},
        "/l/libgtk-3.so.0": {"libxcb.so.1"},
    }
    left = {name for name, _source, _kind in bundle.reachable(entries, needs)}
    assert left == {name for name, _source, _kind in entries} - {"libgtk-3.so.0"}


def test_the_main_module_serves_children_before_anything_else():
    main = (ROOT / "main.py").read_text(encoding="utf-8")
    assert main.index("freeze_support()") < main.index("from ketgui")


def test_the_lock_for_building_agrees_with_the_lock_for_running():
    locks = {}
    for name in ("requirements", "requirements-package"):
        text = (ROOT / "packaging" / f"{name}.txt").read_text(encoding="utf-8")
        locks[name] = set(re.findall(r"^(\S+==\S+.*?) \\$", text, re.MULTILINE))
    assert locks["requirements"]
    assert locks["requirements"] <= locks["requirements-package"]
    assert any(line.startswith("pyinstaller==") for line in locks["requirements-package"])
    assert not any(line.startswith("pytest==") for line in locks["requirements-package"])


def test_stand_ins_answer_to_any_name_and_make_nothing(script, monkeypatch):
    names = ("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "scipy.optimize._highspy._core")
    for name in names:
        monkeypatch.delitem(sys.modules, name, raising=False)
    script("hooks/stand_ins")
    unused = sys.modules["scipy.optimize._highspy._core"].HighsModelStatus
    assert unused.kOptimal == "kOptimal"
    assert not hasattr(sys.modules["PySide6.QtOpenGL"], "__path__")
    for name in names:
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_two_builds_are_compared_file_by_file(script, tmp_path):
    builds = script("compare_builds")
    for name in ("one", "other"):
        (tmp_path / name / "inside").mkdir(parents=True)
        (tmp_path / name / "inside" / "same").write_text("same")
        (tmp_path / name / "KetGUI-1.2.3.msi").write_text(name)
        (tmp_path / name / "link").symlink_to("inside/same")
    assert builds.differences(tmp_path / "one", tmp_path / "other") == ([], ["KetGUI-1.2.3.msi"])
    (tmp_path / "one" / "inside" / "only").write_text("x")
    (tmp_path / "other" / "inside" / "same").write_text("other")
    unlisted, _listed = builds.differences(tmp_path / "one", tmp_path / "other")
    assert unlisted == ["inside/only", "inside/same"]
