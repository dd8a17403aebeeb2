"""The validation report: installation, operation, performance to be filled in, and claims."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ketgui import __version__
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.documents.model import (
    Block,
    BulletList,
    Document,
    Heading,
    Paragraph,
    TableBlock,
)
from ketgui.reporting.paper import A4
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.text import _, current_language, exact, integer, plural
from ketgui.validation.claims import CLAIMS, Claim
from ketgui.validation.installation import InstalledFiles, check_files
from ketgui.validation.operation import NumberCheck, Operation, check_operation

# More names than these say no more.
_MOST_NAMES = 20
_LINE = "_" * 30


@dataclass(frozen=True)
class Validation:
    """What was found in one installation, and when.

    Attributes
    ----------
    when : datetime
    files : InstalledFiles or Unavailable
    operation : Operation
    """

    when: datetime
    files: InstalledFiles | Unavailable
    operation: Operation

    @property
    def is_passed(self) -> bool:
        """Whether every listed file is as built, and every number agrees."""
        as_built = isinstance(self.files, Unavailable) or self.files.are_as_built
        return as_built and self.operation.all_agree

    def summarise(self) -> str:
        """Return the outcome in one sentence."""
        return _("All checks passed.") if self.is_passed else _("Not all checks passed.")


def validate(folder: Path, when: datetime) -> Validation:
    """Check the installation in a folder."""
    return Validation(when, check_files(folder), check_operation())


def build_validation_report(validation: Validation, paper: str = A4.key) -> Document:
    """Return the report in the current language."""
    blocks = (
        *_introduce(validation),
        *_describe_files(validation.files),
        *_describe_operation(validation.operation),
        *_ask_for_performance(),
        *_trace_claims(),
        *_list_numbers(validation.operation),
    )
    return Document(_("Validation of this installation"), blocks, current_language(), paper)


def _introduce(validation: Validation) -> Iterator[Block]:
    when = validation.when.strftime("%Y-%m-%d %H:%M")
    yield Paragraph(
        _("KetGUI {version}, Python {python}, {system}. Checked on {when}.",
          version=__version__, python=platform.python_version(), system=platform.platform(),
          when=when)
    )  # fmt: skip
    yield Paragraph(
        validation.summarise(),
        "body" if validation.is_passed else "warning",
    )
    yield Heading(_("What this report is"))
    yield Paragraph(
        _("It shows whether the files of this installation are those of the build, and whether "
          "the program, on this computer, gives the numbers that R gives for an invented cohort. "
          "It does not show that the program is fit for your purpose: that is for your "
          "organisation to judge, with the tests that you record under Performance. KetGUI is no "
          "medical device, and no authority has certified it.")
    )  # fmt: skip


def _describe_files(files: InstalledFiles | Unavailable) -> Iterator[Block]:
    yield Heading(_("Installation"))
    if isinstance(files, Unavailable):
        yield Paragraph(_("The files were not checked: {why}.", why=_(files.reason)), "warning")
        return
    if files.are_as_built:
        yield Paragraph(
            plural("The {n} file of the build is there, unchanged (SHA-256).",
                   "All {n} files of the build are there, unchanged (SHA-256).", files.checked)
        )  # fmt: skip
    else:
        yield Paragraph(_("Files of the build were changed or are missing."), "warning")
    for title, names in (
        (_("Changed"), files.changed),
        (_("Missing"), files.missing),
        (_("Not of the build"), files.added),
    ):
        if names:
            yield Heading(f"{title} ({integer(len(names))})", 2)
            yield BulletList(_shorten(names))


def _shorten(names: Sequence[str]) -> tuple[str, ...]:
    more = len(names) - _MOST_NAMES
    last = (plural("and {n} more", "and {n} more", more),) if more > 0 else ()
    return (*names[:_MOST_NAMES], *last)


def _describe_operation(operation: Operation) -> Iterator[Block]:
    yield Heading(_("Operation"))
    agreeing = sum(check.agrees for check in operation.with_r)
    yield Paragraph(
        _("Of {n} numbers of the invented example, {agreeing} agree with those that R computed "
          "when this version was made ({version}); survival and nlme were used where base R has "
          "no such statistic. Numbers agree within a relative difference of 1e-9; Shapiro–Wilk, "
          "the means of visits and the bootstrap have wider limits.",
          n=integer(len(operation.with_r)), agreeing=integer(agreeing),
          version=operation.r_version)
    )  # fmt: skip
    yield TableBlock(_summarise_statistics(operation), 1)
    yield Paragraph(
        _("Below are the numbers that Payette et al. (2023) printed; the invented example carries "
          "them.")
    )  # fmt: skip
    headers = (_("Number"), "KetGUI", _("Printed"), _("Agrees"))
    rows = tuple(
        (check.name, _format(check.value), _format(check.expected), _say(check.agrees))
        for check in operation.with_paper
    )
    yield TableBlock(_make_table("with_paper", _("The paper’s numbers"), headers, rows), 2)


def _summarise_statistics(operation: Operation) -> DisplayTable:
    headers = (_("Statistic"), _("Numbers"), _("Agree"), _("Largest difference"))
    rows = tuple(
        (title, integer(len(checks)), integer(sum(check.agrees for check in checks)),
         _format_largest(checks))
        for title, checks in operation.group_by_statistic().items()
    )  # fmt: skip
    return _make_table("with_r", _("KetGUI beside R"), headers, rows)


def _format_largest(checks: Sequence[NumberCheck]) -> str:
    differences = [check.difference for check in checks if check.difference is not None]
    return f"{max(differences):.1e}" if differences else _("not computed")


def _ask_for_performance() -> Iterator[Block]:
    yield Heading(_("Performance"))
    yield Paragraph(
        _("To be completed by the people who will use the program, with a file of their own whose "
          "results are known.")
    )  # fmt: skip
    steps = (
        _("Open a file of your own: patients and ratings are counted right"),
        _("Mean change, response and remission equal those computed by other means"),
        _("Adverse events equal a count by hand"),
        _("An exclusion and a correction stand in the report with their reasons"),
        _("The report opens in your word processor, the figure in your journal’s format"),
        _("The study is saved, opened again, and gives the same numbers"),
    )
    headers = (_("Step"), _("Expected"), _("Seen"), _("Passed (yes, no)"))
    rows = tuple((step, "", "", "") for step in steps)
    yield TableBlock(_make_table("performance", _("Steps"), headers, rows), 3)
    for title in (_("Name"), _("Function"), _("Date"), _("Signature")):
        yield Paragraph(_("{title}: {line}", title=title, line=_LINE))


def _trace_claims() -> Iterator[Block]:
    yield Heading(_("Claims and tests"))
    yield Paragraph(
        _("Every version is released after all of its tests have passed; they are in its source.")
    )
    headers = (_("Claim"), _("Compared with"), _("Tests"))
    rows = tuple((_(claim.title), claim.oracle, _name_tests(claim)) for claim in CLAIMS)
    yield TableBlock(_make_table("claims", _("What holds each claim"), headers, rows), 4)


def _name_tests(claim: Claim) -> str:
    """Return the names of a claim's tests without their folders, which would need a wide column."""
    return ", ".join(path.rpartition("/")[2] for path in claim.tests)


def _list_numbers(operation: Operation) -> Iterator[Block]:
    yield Heading(_("Every number"))
    headers = (_("Number"), "KetGUI", "R", _("Difference"), _("Agrees"))
    rows = tuple(
        (
            check.name,
            _format(check.value),
            _format(check.expected),
            "" if check.difference is None else f"{check.difference:.1e}",
            _say(check.agrees),
        )
        for check in operation.with_r
    )
    yield TableBlock(_make_table("numbers", _("KetGUI’s numbers and R’s"), headers, rows), 5)


def _make_table(
    key: str, title: str, headers: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> DisplayTable:
    numeric = tuple(header in _list_numeric_headers() for header in headers)
    return DisplayTable(key, title, headers, rows, numeric)


def _list_numeric_headers() -> frozenset[str]:
    words = (_("Numbers"), _("Agree"), _("Largest difference"), _("Difference"))
    return frozenset(("KetGUI", "R", _("Printed"), *words))


def _format(value: float | None) -> str:
    # Ten digits: as many as can agree within the differences that are allowed.
    return _("missing") if value is None else exact(float(f"{value:.10g}"))


def _say(agrees: bool) -> str:
    return _("yes") if agrees else _("no")
