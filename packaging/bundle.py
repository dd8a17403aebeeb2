"""The contents of the frozen program, as ketgui.spec and the tests read them."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

# (name in the bundle, file on disk, kind), as PyInstaller lists them.
Entry = tuple[str, str, str]

# Imported by name or by compiled code only, so that PyInstaller cannot find them itself.
HIDDEN = (
    "python_calamine",
    "pyreadstat",
    "pyreadstat._readstat_parser",
    "pyreadstat._readstat_writer",
    "scipy.special",
    "scipy.integrate",
    "statsmodels.regression.mixed_linear_model",
    "xlsxwriter",
    "docx",
    "lxml.etree",
)
# Never imported by the program; if one is needed after all, the smoke test fails.
EXCLUDED = (
    "PySide6.QtNetwork", "PySide6.QtDBus", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtTest",
    "PySide6.QtSql", "PySide6.QtDesigner", "PySide6.QtUiTools", "PySide6.QtHelp", "PySide6.QtXml",
    "PySide6.QtConcurrent", "PySide6.QtQuickWidgets", "PySide6.QtQuickControls2",
    "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets",
    "PyQt5", "PyQt6", "PySide2", "matplotlib", "PIL", "IPython", "jupyter", "cupy", "numba",
    "OpenGL", "h5py", "colorcet", "openpyxl", "xlrd", "odf", "pyxlsb", "pyarrow", "sqlalchemy",
    "numexpr", "bottleneck", "fsspec", "tables", "xarray", "jinja2", "bs4", "html5lib", "polars",
    "dask", "torch", "jax", "sparse", "array_api_compat", "pytest", "hypothesis", "setuptools",
    "pip", "pkg_resources", "wheel", "tkinter", "_tkinter", "turtle", "idlelib", "lib2to3",
    "pydoc_data", "ensurepip", "venv", "curses", "_curses", "readline", "sqlite3", "_sqlite3",
    "ssl", "_ssl", "_hashlib", "_uuid", "ftplib", "smtplib", "telnetlib", "xmlrpc", "test",
    "distutils", "numpy.distutils", "numpy.tests", "pandas.tests", "scipy.signal", "scipy.odr",
    "scipy.datasets", "scipy.differentiate", "statsmodels.tsa", "statsmodels.genmod",
    "statsmodels.nonparametric", "statsmodels.sandbox", "statsmodels.discrete",
    "statsmodels.multivariate", "statsmodels.distributions", "statsmodels.datasets",
    "narwhals._arrow", "narwhals._polars", "narwhals._spark_like", "narwhals._dask",
    "narwhals._duckdb", "narwhals._ibis", "narwhals._pandas_like", "pdb", "doctest", "http.server",
    "socketserver", "webbrowser", "cgi",
    "lxml.html", "lxml.isoschematron", "lxml.objectify", "lxml.sax",
    "pyqtgraph.opengl", "pyqtgraph.examples", "pyqtgraph.flowchart", "pyqtgraph.console",
    "pyqtgraph.jupyter", "pyqtgraph.dockarea", "pyqtgraph.canvas",
)  # fmt: skip
_CATALOGUES = Path(__file__).resolve().parent.parent / "resources" / "locale"
_LANGUAGES = "|".join(("en", *sorted(path.stem for path in _CATALOGUES.glob("*.json"))))
# Files of kept packages that nothing reads, by their path in the bundle.
DROPPED = re.compile(
    rf"""
      (^|/)(tests?|testing/data|examples|icons/peegee|datasets)/(?!.*\.(so|pyd|dylib)$)
    | ^PySide6/(Qt/)?(qml|resources|metatypes|libexec|typesystems|glue|include)/
    | ^PySide6/(Qt/)?translations/(?!qtbase_({_LANGUAGES})\.qm)
    | ^PySide6/(Qt/)?plugins/(?!platforms/|imageformats/|iconengines/|styles/|xcbglintegrations/
        |platforminputcontexts/)
    | ^PySide6/(Qt/)?plugins/platforms/\w*q(eglfs|linuxfb|minimal|vnc|vkkhr|direct2d|wayland)
    | ^PySide6/(Qt/)?plugins/platforminputcontexts/\w*(virtualkeyboard)
    | ^PySide6/(Qt/)?plugins/imageformats/(lib)?q(gif|icns|tga|wbmp|webp|pdf)
    | ^pyqtgraph/(colors/maps|icons/peegee)/
    | ^(docx|xlsxwriter|lxml|pandas|numpy|scipy|statsmodels)/.*\.(pyi|pxd|pxi|h|c|cpp|rst|md)$
    | \.dist-info/
    | ^scipy/optimize/_highspy/_core\.
    | ^(PySide6/)?(opengl32sw|d3dcompiler_\d+)\.dll$
    """,
    re.VERBOSE | re.IGNORECASE,
)
RESOURCES_LEFT_OUT = {"screenshots"}
# What --smoke reads beside the example: one file of each kind of reader.
SMOKE_SAMPLES = ("labels.sav", "workbook.ods", "workbook.xlsx", "clean.csv")
REGISTRIES = {
    "readers": ("ketgui/importing/tables/readers/registry.py", "READERS"),
    "results": ("ketgui/statistics/results/__init__.py", "RESULTS"),
    "figures": ("ketgui/figures/catalogue/__init__.py", "FIGURES"),
    "documents": ("ketgui/reporting/documents/kinds.py", "DOCUMENTS"),
    "tabs": ("ketgui/views/tabs.py", "TABS"),
}


def own_modules(root: Path) -> list[str]:
    """Return the dotted name of every module of the program."""
    files = sorted((root / "ketgui").rglob("*.py"))
    return [_dotted(file.relative_to(root)) for file in files]


def hidden(root: Path) -> list[str]:
    """Return the modules that PyInstaller must include without finding an import of them."""
    return [*own_modules(root), *HIDDEN]


def registered(root: Path) -> dict[str, int]:
    """Count each registry's lines in the source, without importing it."""
    return {name: _length(root / file, tuple_) for name, (file, tuple_) in REGISTRIES.items()}


def expected(root: Path) -> str:
    """Return, as JSON, what the frozen program must contain."""
    return json.dumps({"registered": registered(root), "modules": own_modules(root)}, indent=1)


def datas(root: Path, made: Path) -> list[tuple[str, str]]:
    """Return (file, folder in the bundle) of everything read at run time; `made` by the build."""
    entries = [(str(root / "LICENSE"), ".")]
    for file in _files(root / "resources"):
        relative_path = file.relative_to(root)
        if relative_path.parts[1] not in RESOURCES_LEFT_OUT:
            entries.append((str(file), relative_path.parent.as_posix()))
    entries += [(str(root / "tests" / "data" / name), "resources/smoke") for name in SMOKE_SAMPLES]
    entries.append((str(made / "expected.json"), "resources/smoke"))
    return entries


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that are needed; a link to a dropped file is dropped too."""
    return _with_live_links(
        [entry for entry in entries if not DROPPED.search(entry[0].replace("\\", "/"))]
    )


def reachable(entries: list[Entry], needs: dict[str, set[str]]) -> list[Entry]:
    """Return the entries without shared libraries that no kept extension or plugin needs.

    Parameters
    ----------
    needs : dict
        For each file on disk, the file names of the libraries it is linked with.
    """
    by_file_name: dict[str, list[str]] = {}
    for name, source, kind in entries:
        if kind == "BINARY":
            # Windows ignores case in file names.
            by_file_name.setdefault(Path(name).name.lower(), []).append(source)
    waiting = [source for name, source, kind in entries if _is_root(name, kind)]
    linked: set[str] = set()
    while waiting:
        source = waiting.pop()
        if source not in linked:
            linked.add(source)
            for name in needs.get(source, ()):
                waiting += by_file_name.get(name.lower(), [])
    return _with_live_links(
        [entry for entry in entries if entry[2] != "BINARY" or entry[1] in linked]
    )


def _with_live_links(entries: list[Entry]) -> list[Entry]:
    """Return the entries without broken links."""
    left = entries
    while True:
        dead = _dead_links(left)
        alive = [entry for entry in left if entry not in dead]
        if len(alive) == len(left):
            return alive
        left = alive


def _dead_links(entries: list[Entry]) -> set[Entry]:
    places = {name.replace("\\", "/") for name, _source, _kind in entries}
    folders = {str(parent) for path in places for parent in PurePosixPath(path).parents}
    links = {entry for entry in entries if entry[2] == "SYMLINK"}
    names = {link[0] for link in links}
    dead: set[Entry] = set()
    for link in links:
        target = _target(link[0], link[1])
        through = names.intersection(map(str, PurePosixPath(target).parents))
        # A link into a linked folder is alive, although its own target is no entry.
        if not (target in places or target in folders or through):
            dead.add(link)
    return dead


def _is_root(name: str, kind: str) -> bool:
    path = name.replace("\\", "/")
    # A wheel's own libraries (numpy.libs and their like) may be loaded by hand.
    if kind == "EXTENSION" or "/plugins/" in path or ".libs/" in path:
        return True
    return kind == "BINARY" and re.match(r"(lib)?python3", Path(path).name) is not None


def _target(name: str, source: str) -> str:
    parts: list[str] = []
    for part in (*Path(name).parent.parts, *Path(source).parts):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _dotted(file: Path) -> str:
    parts = file.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _length(file: Path, name: str) -> int:
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else (
            [node.target] if isinstance(node, ast.AnnAssign) else [])  # fmt: skip
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            value = getattr(node, "value", None)
            if isinstance(value, ast.Tuple):
                # The source is read, not imported: the build must not depend on what it checks.
                return len(value.elts)
            if isinstance(value, ast.Dict):
                return len(value.keys)
    raise LookupError(f"{file}: no {name}")
