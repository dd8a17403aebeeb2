"""The program without a window: report, run, check, template."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ketgui import __version__
from ketgui.cli_studies import CliError, read_sites, read_study
from ketgui.commands import COMMANDS
from ketgui.domain.outcome import PlanError
from ketgui.domain.plan import AnalysisPlan
from ketgui.reporting.documents.kinds import DOCUMENTS
from ketgui.reporting.paper import PAPERS
from ketgui.reporting.request import OPTIONS, ReportRequest
from ketgui.reporting.request_options import FORMATS, RequestError, get_styles, read_option
from ketgui.text import LANGUAGES, _, mark, plural, use_language

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort
    from ketgui.importing import Import
    from ketgui.importing.mapping.mapping import Mapping as ColumnMap
    from ketgui.project.recipe import Recipe
    from ketgui.reporting.comparison import NumberChange
    from ketgui.reporting.documents.history import HistoryLine
    from ketgui.reporting.files import Step
    from ketgui.reporting.paragraphs.sentence_edits import SentenceEdits
    from ketgui.session.worker import Progress, Task
    from ketgui.statistics.analysis import Analysis

OK, WARNINGS, ERRORS = 0, 1, 2
# What is written unless options or a project ask for something else.
DEFAULTS = ReportRequest(
    figures=("main",), documents=("md",), formats=("png",), style="plain", paper="a4", language="en"
)
_MOST_WAITING = 2
_SEVERITIES = {"error": mark("error"), "warning": mark("warning"), "note": mark("note")}


def run(arguments: Sequence[str]) -> int:
    """Run one command and return the exit code: 0 well, 1 warnings only, 2 errors."""
    options = _build_parser().parse_args(arguments)
    use_language(options.language or "en")
    try:
        return options.command(options)
    except (CliError, PlanError, RequestError) as error:
        print(f"ketgui: {error}", file=sys.stderr)
    except OSError as error:
        from ketgui.writing import explain_failure

        print(f"ketgui: {explain_failure(error)}", file=sys.stderr)
    return ERRORS


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ketgui", description=_("KetGUI without its window."))
    parser.add_argument("--version", action="version", version=f"KetGUI {__version__}")
    commands = parser.add_subparsers(required=True, metavar=" | ".join(COMMANDS))
    for name, title in COMMANDS.items():
        add_options, act = _ACTIONS[name]
        command = commands.add_parser(name, help=_(title))
        command.set_defaults(command=act)
        add_options(command)
    return parser


def _add_report_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", type=Path, nargs="+", metavar="FILE")
    _add_report_options(command)


def _add_run_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("project", type=Path, metavar="STUDY.ketgui")
    command.add_argument("files", type=Path, nargs="*", metavar="FILE")
    _add_report_options(command)


def _add_check_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", type=Path, nargs="+", metavar="FILE")
    command.add_argument("--mapping", type=Path, metavar="FILE.toml")
    command.add_argument("--plan", type=Path, metavar="FILE.toml")
    command.add_argument("--language", choices=LANGUAGES)
    command.add_argument("--json", action="store_true")


def _add_template_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=Path, metavar="DIR")
    command.add_argument("--language", choices=LANGUAGES)


def _add_report_options(command: argparse.ArgumentParser) -> None:
    """Add where a report is written, and each option of a report request."""
    command.add_argument("--output", type=Path, required=True, metavar="DIR")
    command.add_argument("--mapping", type=Path, metavar="FILE.toml")
    command.add_argument("--plan", type=Path, metavar="FILE.toml")
    command.add_argument("--language", choices=LANGUAGES)
    _add_option(command, "formats", metavar=f"{','.join(FORMATS)}|none")
    _add_option(command, "documents", metavar=f"{','.join(kind.key for kind in DOCUMENTS)}|none")
    command.add_argument("--style", choices=get_styles())
    command.add_argument("--paper", choices=[paper.key for paper in PAPERS])
    command.add_argument("--figures", metavar="main|all|KEY,KEY")
    _add_option(command, "dpi", metavar="N")
    _add_option(command, "width-mm", metavar="N")
    _add_option(command, "font-points", metavar="N")
    _add_option(command, "line-weight", metavar="N")
    command.add_argument("--palette", choices=("colour", "grey"))
    command.add_argument("--before", metavar="WORD")
    command.add_argument("--after", metavar="WORD")
    command.add_argument("--figure-language", choices=LANGUAGES)
    command.add_argument("--compose", dest=OPTIONS["compose"], metavar="KEY,KEY")
    command.add_argument("--columns", choices=("1", "2", "3"))
    command.add_argument("--letters", choices=("yes", "no"))
    command.add_argument("--figure-title", metavar="WORDS")
    command.add_argument("--figure-caption", metavar="WORDS")
    command.add_argument("--panel-edits", metavar="JSON")
    command.add_argument("--history", choices=("yes", "no"))
    command.add_argument("--supplement", choices=("yes", "no"))


def _add_option(command: argparse.ArgumentParser, option: str, metavar: str) -> None:
    """Add an option whose value is checked while arguments are parsed."""

    def check(text: str) -> str:
        try:
            read_option(option, text)
        except RequestError as error:
            raise argparse.ArgumentTypeError(str(error)) from None
        return text

    command.add_argument(f"--{option}", type=check, metavar=metavar)


def _read_request(options: argparse.Namespace) -> ReportRequest:
    """Return what the options ask for."""
    values = {option: getattr(options, name) for option, name in OPTIONS.items()}
    return ReportRequest.from_dict({option: v for option, v in values.items() if v is not None})


def _run_report(options: argparse.Namespace) -> int:
    from ketgui.domain.rated_scales import follow_file
    from ketgui.project.audit import list_history_lines
    from ketgui.project.history import describe_followed_plan, describe_opening
    from ketgui.statistics.analysis import analyse

    option_plan, request = _read_plan(options.plan), _read_request(options).complete(DEFAULTS)
    given = option_plan if options.plan else None
    imported = _read_report_files(options, given)
    cohort = _get_cohort(imported)
    plan = given or imported.plan or option_plan
    followed = follow_file(cohort, plan)
    history = list_history_lines(describe_opening(imported, cohort.enrolled))
    _write_report(analyse(cohort, followed), request, options.output, history=history)
    if followed != plan:
        print(describe_followed_plan(plan, followed), file=sys.stderr)
    _print_issues(imported)
    print(_("The report is in {folder}.", folder=options.output))
    return OK


def _read_report_files(options: argparse.Namespace, plan: AnalysisPlan | None) -> Import:
    """Read files of tables, or two studies or more as the sites of one cohort."""
    studies = [path for path in options.files if path.suffix.lower() == ".ketgui"]
    if len(studies) < max(2, len(options.files)):
        return _read_files(options.files, options.mapping, plan)
    return read_sites(studies, has_plan=options.plan is not None)


def _get_cohort(imported: Import) -> Cohort:
    """Return the cohort of an import; print its issues and stop if there is none."""
    if imported.cohort is None:
        _print_issues(imported)
        raise CliError(_("nothing was written, since the files cannot be used as they are"))
    return imported.cohort


def _write_report(
    analysis: Analysis,
    request: ReportRequest,
    folder: Path,
    edits: SentenceEdits | None = None,
    history: Sequence[HistoryLine] = (),
) -> None:
    from ketgui.rendering.report_renderer import make_renderer
    from ketgui.reporting.files import write_report

    # A folder that cannot be made is known before anything is drawn.
    folder.mkdir(parents=True, exist_ok=True)
    _take_steps(write_report(analysis, request, make_renderer(), folder, edits, history))


def _take_steps(steps: Iterator[Step]) -> None:
    """Take every step; files are written by a worker while the next figure is drawn."""
    from ketgui.session.worker import Task, Worker

    worker, waiting = Worker(), deque[Task]()
    for step in steps:
        if not isinstance(step, str):
            waiting.append(Task(partial(_run_without_progress, step)))
            worker.submit(waiting[-1])
        # Pictures of fine resolution are large: few of them wait to be written.
        if len(waiting) > _MOST_WAITING:
            _finish(waiting.popleft())
    for task in waiting:
        _finish(task)


def _run_without_progress(write: Callable[[], None], _progress: Progress) -> None:
    write()


def _finish(task: Task) -> None:
    """Wait for a task, and raise what it raised."""
    task.done.wait()
    if task.error:
        raise task.error


def _run_project(options: argparse.Namespace) -> int:
    from ketgui.domain.edits import apply_edits
    from ketgui.domain.rated_scales import follow_file
    from ketgui.project.audit import list_history_lines
    from ketgui.project.opening import read_inputs, refuse_cut, restore_import
    from ketgui.reporting import analysis_json
    from ketgui.reporting.comparison import collect_numbers, find_changes
    from ketgui.statistics.analysis import analyse

    study, is_study_file = read_study(options.project)
    recipe = study.recipe
    if options.mapping:
        raise CliError(_("a study has its own mapping; --mapping is for the report"))
    request = _combine_requests(recipe, _read_request(options))
    use_language(request.language or recipe.language)
    if is_study_file and not options.files:
        imported = restore_import(options.project.name, study)
    else:
        imported = read_inputs(recipe, options.files or recipe.find_paths(options.project.parent))
        imported = imported if is_study_file else refuse_cut(recipe, imported)
    plan = _read_plan(options.plan) if options.plan else recipe.plan
    imported = imported.judge(plan)
    cohort = apply_edits(_get_cohort(imported), recipe.edits)
    analysis = analyse(cohort, follow_file(cohort, plan))
    lines = list_history_lines(study.trail)
    _write_report(analysis, request, options.output, recipe.sentence_edits, lines)
    _print_issues(imported)
    now = collect_numbers(analysis_json.as_dict(analysis))
    if recipe.numbers:
        _print_changes(find_changes(recipe.numbers, now))
    print(_("The report is in {folder}.", folder=options.output))
    return OK


def _combine_requests(recipe: Recipe, options: ReportRequest) -> ReportRequest:
    """Return what a project asks for, with what the options ask for in its place."""
    for option, problem in recipe.request_problems.items():
        if getattr(options, OPTIONS.get(option, ""), None) is None:
            raise CliError(problem)
    spoken = ReportRequest.from_dict({"language": recipe.language})
    return options.complete(recipe.request).complete(spoken).complete(DEFAULTS)


def _print_changes(changed: Sequence[NumberChange]) -> None:
    if not changed:
        print(_("Every number is what it was when the study was saved."))
        return
    heading = plural(
        "{n} number is not what it was when the study was saved:",
        "{n} numbers are not what they were when the study was saved:",
        len(changed),
    )
    print(heading)
    for change in changed:
        before, after = _format_number(change.before), _format_number(change.after)
        print(f"  {change.name}: {before} → {after}")


def _format_number(value: float | None) -> str:
    return _("none") if value is None else f"{value:.6g}"


def _run_check(options: argparse.Namespace) -> int:
    from ketgui.importing.issues import list_all

    plan = _read_plan(options.plan) if options.plan else None
    imported = _read_files(options.files, options.mapping, plan)
    if options.json:
        issues = [asdict(issue) for issue in list_all(imported.issues)]
        for issue in issues:
            # Only a line that stands for others has a rest, and none is left here.
            del issue["rest"]
        print(json.dumps(issues, ensure_ascii=False))
    else:
        _print_issues(imported, sys.stdout)
    severities = {issue.severity for issue in imported.issues}
    if "error" in severities:
        return ERRORS
    return WARNINGS if "warning" in severities else OK


def _run_template(options: argparse.Namespace) -> int:
    from ketgui.importing.template import write_template

    for path in write_template(options.folder):
        print(path)
    return OK


def _read_files(paths: Sequence[Path], mapping: Path | None, plan: AnalysisPlan | None) -> Import:
    if project := next((path for path in paths if path.suffix.lower() == ".ketgui"), None):
        raise CliError(_("{name} is a study: run obtains its report", name=project.name))
    from ketgui.importing import import_files

    return import_files(paths, _read_mapping(mapping), plan)


def _read_mapping(path: Path | None) -> ColumnMap | None:
    if path is None:
        return None
    from ketgui.importing.mapping import mapping_file

    try:
        return mapping_file.from_toml(_read_text(path))
    except ValueError as error:
        raise CliError(f"{path}: {error}") from None


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise CliError(f"{path}: {error.strerror or error}") from None


def _read_plan(path: Path | None) -> AnalysisPlan:
    if path is None:
        return AnalysisPlan()
    try:
        return AnalysisPlan.from_dict(tomllib.loads(_read_text(path)))
    except ValueError as error:
        raise CliError(f"{path}: {error}") from None


def _print_issues(imported: Import, stream: object = None) -> None:
    out = sys.stderr if stream is None else sys.stdout
    for issue in imported.issues:
        location = " · ".join(
            str(part) for part in (issue.file, issue.sheet, issue.row, issue.column) if part
        )
        print(
            f"[{_(_SEVERITIES[issue.severity])}] {location}: {issue.message} {issue.fix}".rstrip(),
            file=out,
        )
    errors = sum(issue.severity == "error" for issue in imported.issues)
    if errors:
        print(plural("{n} problem to fix", "{n} problems to fix", errors), file=out)


# What each command takes, and what it does.
_ACTIONS: dict[str, tuple[Callable[[argparse.ArgumentParser], None], Callable[..., int]]] = {
    "report": (_add_report_arguments, _run_report),
    "run": (_add_run_arguments, _run_project),
    "check": (_add_check_arguments, _run_check),
    "template": (_add_template_arguments, _run_template),
}
