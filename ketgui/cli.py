"""The program without a window: report, run, check, template."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ketgui import __version__
from ketgui.domain.plan import AnalysisPlan, PlanError
from ketgui.text import LANGUAGES, _, mark, plural, use_language

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort
    from ketgui.figures.figure import Figure
    from ketgui.importing import Import
    from ketgui.importing.mapping.mapping import Mapping as ColumnMap
    from ketgui.reporting.comparison import NumberChange
    from ketgui.reporting.sentence_edits import SentenceEdits
    from ketgui.statistics.analysis import Analysis

COMMANDS = ("report", "run", "check", "template")
OK, WARNINGS, ERRORS = 0, 1, 2
FORMATS = ("png", "tiff", "svg", "pdf")
DOCUMENTS = ("docx", "html", "xlsx", "md", "pdf")
NOTHING = "none"
_WAITING = 2
STYLES = ("plain", "apa", "journal")
_SEVERITIES = {"error": mark("error"), "warning": mark("warning"), "note": mark("note")}


class CliError(Exception):
    """What stops a command, in words for the person who typed it."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return the exit code: 0 well, 1 warnings only, 2 errors.

    What ``run`` does not know itself is passed on to the report.
    """
    parser = _parser()
    options, further = parser.parse_known_args(arguments)
    if further and options.command is not _run_again:
        parser.parse_args(arguments)
    options.further = further
    use_language(getattr(options, "language", "en"))
    try:
        return options.command(options)
    except (CliError, PlanError) as error:
        print(f"ketgui: {error}", file=sys.stderr)
    except OSError as error:
        from ketgui.writing import explain_failure

        print(f"ketgui: {explain_failure(error)}", file=sys.stderr)
    return ERRORS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ketgui", description=_("KetGUI without its window."))
    parser.add_argument("--version", action="version", version=f"KetGUI {__version__}")
    commands = parser.add_subparsers(required=True, metavar=" | ".join(COMMANDS))
    report = commands.add_parser("report", help=_("Write numbers, tables, figures and words."))
    report.set_defaults(command=_report)
    _add_reading_options(report)
    report.add_argument("--output", type=Path, required=True, metavar="DIR")
    report.add_argument("--plan", type=Path, metavar="FILE.toml")
    report.add_argument(
        "--formats", type=_formats, default=("png",), metavar="png,tiff,svg,pdf|none"
    )
    report.add_argument(
        "--documents", type=_documents, default=("md",), metavar="docx,html,xlsx,md,pdf|none"
    )
    report.add_argument("--style", choices=STYLES, default=STYLES[0])
    report.add_argument("--paper", choices=("a4", "letter"), default="a4")
    report.add_argument("--figures", default="main", metavar="main|all|KEY,KEY")
    _add_figure_options(report)
    again = commands.add_parser(
        "run", help=_("Write a saved project's report again, from its files or from others.")
    )
    again.set_defaults(command=_run_again)
    again.add_argument("project", type=Path, metavar="PROJECT.ketgui")
    again.add_argument("files", type=Path, nargs="*", metavar="FILE")
    again.add_argument("--output", type=Path, required=True, metavar="DIR")
    check = commands.add_parser("check", help=_("List what needs a look in the files."))
    check.set_defaults(command=_check)
    _add_reading_options(check)
    check.add_argument("--json", action="store_true")
    template = commands.add_parser("template", help=_("Write a blank workbook and CSV files."))
    template.set_defaults(command=_template)
    template.add_argument("folder", type=Path, metavar="DIR")
    template.add_argument("--language", choices=LANGUAGES, default="en")
    return parser


def _add_figure_options(command: argparse.ArgumentParser) -> None:
    """Add all that the figure composer can set."""
    command.add_argument("--dpi", type=_Within(72, 1200), default=300, metavar="N")
    command.add_argument("--width-mm", type=_Within(40, 500), default=180, metavar="N")
    command.add_argument("--font-points", type=_Within(4, 14), metavar="N")
    command.add_argument("--line-weight", type=_Within(0.5, 3), metavar="N")
    command.add_argument("--palette", choices=("colour", "grey"))
    command.add_argument("--before", metavar="WORD")
    command.add_argument("--after", metavar="WORD")
    command.add_argument("--figure-language", choices=LANGUAGES)
    command.add_argument("--compose", metavar="KEY,KEY")
    command.add_argument("--columns", type=int, choices=(1, 2, 3))
    command.add_argument("--letters", choices=("yes", "no"))
    command.add_argument("--figure-title", metavar="WORDS")
    command.add_argument("--figure-caption", metavar="WORDS")


def _add_reading_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", type=Path, nargs="+", metavar="FILE")
    command.add_argument("--mapping", type=Path, metavar="FILE.toml")
    command.add_argument("--language", choices=LANGUAGES, default="en")


def _formats(text: str) -> tuple[str, ...]:
    return _each_known(text, FORMATS)


def _documents(text: str) -> tuple[str, ...]:
    return _each_known(text, DOCUMENTS)


def _each_known(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    wanted = () if text == NOTHING else tuple(dict.fromkeys(text.lower().split(",")))
    if unknown := [name for name in wanted if name not in known]:
        raise argparse.ArgumentTypeError(_("no such format: {name}", name=unknown[0]))
    return wanted


class _Within:
    """A number between two limits, as an argparse type."""

    def __init__(self, low: float, high: float) -> None:
        self._low, self._high = low, high

    def __call__(self, text: str) -> float:
        value = float(text)
        if not self._low <= value <= self._high:
            raise argparse.ArgumentTypeError(f"{self._low} … {self._high}")
        return value

    def __repr__(self) -> str:
        return "number"


def _report(options: argparse.Namespace) -> int:
    from ketgui.statistics.analysis import analyse

    plan, figures = _plan(options.plan), _figures(options)
    imported = _read(options.files, options.mapping)
    _write_report(analyse(_usable(imported), plan), figures, options)
    _print_issues(imported)
    print(_("The report is in {folder}.", folder=options.output))
    return OK


def _usable(imported: Import) -> Cohort:
    """Return the cohort that was read, or say what stands in the way."""
    if imported.cohort is None:
        _print_issues(imported)
        raise CliError(_("nothing was written, since the files cannot be used as they are"))
    return imported.cohort


def _write_report(
    analysis: Analysis,
    figures: tuple[Figure, ...],
    options: argparse.Namespace,
    edits: SentenceEdits | None = None,
) -> None:
    from ketgui.rendering.report_pdf import figure_png, report_pdf
    from ketgui.reporting import files
    from ketgui.reporting.style import use_style

    options.output.mkdir(parents=True, exist_ok=True)
    with use_style(options.style):
        files.write_report(
            analysis,
            options.output,
            figures,
            options.documents,
            draw=figure_png,
            to_pdf=report_pdf,
            edits=edits,
            paper=options.paper,
            width_mm=options.width_mm,
        )
    _write_figures(analysis, figures, options)


def _run_again(options: argparse.Namespace) -> int:
    from ketgui.domain.edits import apply_edits
    from ketgui.project.recipe import RecipeError
    from ketgui.project.running import read_again, read_recipe
    from ketgui.reporting import analysis_json
    from ketgui.reporting.comparison import collect_numbers, find_changes
    from ketgui.statistics.analysis import analyse

    try:
        recipe = read_recipe(options.project)
    except RecipeError as error:
        raise CliError(str(error)) from None
    files = options.files or recipe.paths(options.project.parent)
    own = {"output": options.output, "language": recipe.language, **recipe.output}
    report = _parser().parse_args(["report", *map(str, files), *_flags(own), *options.further])
    if report.mapping:
        raise CliError(_("a project has its own mapping; --mapping is for the report"))
    use_language(report.language)
    imported = read_again(recipe, files)
    plan = _plan(report.plan) if report.plan else recipe.plan
    analysis = analyse(apply_edits(_usable(imported), recipe.edits), plan)
    _write_report(analysis, _figures(report), report, recipe.rewritten)
    _print_issues(imported)
    now = collect_numbers(analysis_json.as_dict(analysis))
    if recipe.numbers:
        _print_changes(find_changes(recipe.numbers, now))
    print(_("The report is in {folder}.", folder=options.output))
    return OK


def _flags(output: Mapping[str, object]) -> list[str]:
    """Return a recipe's output as the report's own options."""
    return [f"--{name}={value}" for name, value in output.items()]


def _print_changes(changed: Sequence[NumberChange]) -> None:
    if not changed:
        print(_("Every number is what it was when the project was saved."))
        return
    told = plural(
        "{n} number is not what it was when the project was saved:",
        "{n} numbers are not what they were when the project was saved:",
        len(changed),
    )
    print(told)
    for one in changed:
        print(f"  {one.name}: {_figure(one.before)} → {_figure(one.after)}")


def _figure(value: float | None) -> str:
    return _("none") if value is None else f"{value:.6g}"


def _figures(options: argparse.Namespace) -> tuple[Figure, ...]:
    """Return the figures asked for, in their style, and before them the one composed."""
    from ketgui.figures.options import figures_of
    from ketgui.figures.style import StyleError

    try:
        return figures_of({name.replace("_", "-"): value for name, value in vars(options).items()})
    except StyleError as error:
        raise CliError(str(error)) from None


def _write_figures(
    analysis: Analysis, figures: tuple[Figure, ...], options: argparse.Namespace
) -> None:
    from ketgui.rendering import image
    from ketgui.reporting.metadata import build_figure_metadata

    if not options.formats:
        return
    folder = options.output / "figures"
    folder.mkdir(exist_ok=True)
    image.ensure_application()
    specs = (figure.build(analysis) for figure in figures)
    with ThreadPoolExecutor() as pool:
        written: deque[Future[None]] = deque()
        for spec, suffix in ((spec, suffix) for spec in specs for suffix in options.formats):
            write = image.prepare(
                spec,
                folder / f"{spec.key}.{suffix}",
                suffix,
                width_mm=options.width_mm,
                dpi=round(options.dpi),
                metadata=build_figure_metadata(analysis, spec),
            )
            written.append(pool.submit(write))
            # Pictures of fine resolution are large: few of them wait to be written.
            if len(written) > _WAITING:
                written.popleft().result()
        for one in written:
            one.result()


def _check(options: argparse.Namespace) -> int:
    imported = _read(options.files, options.mapping)
    if options.json:
        print(json.dumps([asdict(issue) for issue in imported.issues], ensure_ascii=False))
    else:
        _print_issues(imported, sys.stdout)
    severities = {issue.severity for issue in imported.issues}
    if "error" in severities:
        return ERRORS
    return WARNINGS if "warning" in severities else OK


def _template(options: argparse.Namespace) -> int:
    from ketgui.importing.template import write_template

    for path in write_template(options.folder):
        print(path)
    return OK


def _read(paths: Sequence[Path], mapping: Path | None) -> Import:
    if project := next((path for path in paths if path.suffix.lower() == ".ketgui"), None):
        raise CliError(_("{name} is a project: run obtains its report", name=project.name))
    from ketgui.importing import import_files

    return import_files(paths, _mapping(mapping))


def _mapping(path: Path | None) -> ColumnMap | None:
    if path is None:
        return None
    from ketgui.importing.mapping.mapping import Mapping as ColumnMap

    try:
        return ColumnMap.from_toml(_text_of(path))
    except ValueError as error:
        raise CliError(f"{path}: {error}") from None


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise CliError(f"{path}: {error.strerror or error}") from None


def _plan(path: Path | None) -> AnalysisPlan:
    if path is None:
        return AnalysisPlan()
    try:
        return AnalysisPlan.from_dict(tomllib.loads(_text_of(path)))
    except ValueError as error:
        raise CliError(f"{path}: {error}") from None


def _print_issues(imported: Import, stream: object = None) -> None:
    out = sys.stderr if stream is None else sys.stdout
    for issue in imported.issues:
        place = " · ".join(
            str(part) for part in (issue.file, issue.sheet, issue.row, issue.column) if part
        )
        print(
            f"[{_(_SEVERITIES[issue.severity])}] {place}: {issue.message} {issue.fix}".rstrip(),
            file=out,
        )
    errors = sum(issue.severity == "error" for issue in imported.issues)
    if errors:
        print(plural("{n} thing to mend", "{n} things to mend", errors), file=out)
