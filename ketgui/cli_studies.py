"""The studies that commands read: a password is asked for, and several are sites of one cohort."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ketgui.text import _, plural

if TYPE_CHECKING:
    from ketgui.importing import Import
    from ketgui.project.study_file import StoredStudy

_T = TypeVar("_T")


class CliError(Exception):
    """An error that stops a command; the message is for the user."""


def read_study(path: Path) -> tuple[StoredStudy, bool]:
    """Return the study in a file, and whether it holds its tables; ask for a password."""
    from ketgui.project.opening import read_file
    from ketgui.project.recipe import RecipeError

    try:
        study, _key, is_study_file = _ask_password(partial(read_file, path), path)
    except RecipeError as error:
        raise CliError(str(error)) from None
    return study, is_study_file


def _ask_password(read: Callable[[str], _T], path: Path) -> _T:
    """Read a study without a password, or with the one that is asked for if it needs one."""
    from getpass import getpass

    from ketgui.project.encryption import SealError
    from ketgui.project.opening import explain_seal

    try:
        try:
            return read("")
        except SealError as error:
            if error.reason != "password":
                raise
            return read(getpass(_("Password of {name}", name=path.stem) + ": "))
    except SealError as error:
        raise CliError(f"{path.name}: {explain_seal(error)}") from None


def read_sites(paths: Sequence[Path], *, has_plan: bool) -> Import:
    """Return several studies as the sites of one cohort.

    Raises
    ------
    CliError
        If one cannot be read, or the plans differ and no plan for all is given.
    """
    from ketgui.project.plan_differences import list_plan_differences
    from ketgui.project.sites import (
        SiteError,
        find_shared_ids,
        join_sites,
        number_names,
        read_site,
    )

    try:
        sites = number_names([_ask_password(partial(read_site, path), path) for path in paths])
    except SiteError as error:
        raise CliError(str(error)) from None
    differences = list_plan_differences([site.plan for site in sites])
    if differences and not has_plan:
        for difference in differences:
            print(f"  {difference.setting}: {' | '.join(difference.values)}", file=sys.stderr)
        raise CliError(_("the plans of the sites differ: say with --plan by which to analyse all"))
    if shared := find_shared_ids(sites):
        notice = plural(
            "{n} id occurs in more than one site; every id begins with its site's name.",
            "{n} ids occur in more than one site; every id begins with its site's name.",
            len(shared),
        )
        print(notice, file=sys.stderr)
    return join_sites(sites, sites[0].plan).imported
