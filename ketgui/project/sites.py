"""Several studies as the sites of one cohort.

Each site's study stays as it is: its cohort, with every correction and exclusion made there,
becomes tables of text that the joined study stores like those of any other file.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd

from ketgui.domain.cohort import Cohort, Source
from ketgui.domain.edits import apply_edits
from ketgui.domain.fields import TABLES, TableName
from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import Import, StoredTables, import_files
from ketgui.importing.changes import Decision
from ketgui.importing.cohort_tables import make_text_tables
from ketgui.importing.issues import Issue, make_file_issue
from ketgui.importing.mapping.mapping import Mapping
from ketgui.project.opening import open_study
from ketgui.text import _

# Where a study's own column of sites stays when the study's name takes its place.
OWN_SITE = "site_in_study"


class SiteError(ValueError):
    """A study that cannot be a site, and why, in words."""


@dataclass(frozen=True, eq=False)
class Site:
    """A study as one site of a cohort.

    Attributes
    ----------
    name : str
        What the site is called: its study's name, or what the user types.
    source : Source
        The study's file.
    cohort : Cohort
        After every change made in the study.
    plan : AnalysisPlan
        The study's own.
    problems : tuple of str
        What of its file is damaged or was changed outside the program, in words.
    """

    name: str
    source: Source
    cohort: Cohort
    plan: AnalysisPlan
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class JoinedSites:
    """The import of several sites as one cohort, and its tables as a study stores them."""

    imported: Import
    stored: StoredTables


def read_site(path: Path, password: str = "") -> Site:
    """Return the study in a file as a site.

    Raises
    ------
    SealError
        If it is sealed and the password does not open it.
    SiteError
        If it cannot be read, or cannot be analysed as it is.
    """
    opened = open_study(path, password=password)
    imported = opened.imported
    if imported.cohort is None:
        raise SiteError(imported.issues[0].message if imported.issues else path.name)
    cohort = apply_edits(imported.cohort, opened.recipe.edits)
    with path.open("rb") as file:
        source = Source(path.name, hashlib.file_digest(file, "sha256").hexdigest())
    return Site(path.stem, source, cohort, opened.recipe.plan, opened.study.problems)


def number_names(sites: Sequence[Site]) -> list[Site]:
    """Return sites with names that differ: a second "clinic" is "clinic 2".

    Examples
    --------
    >>> site = Site("clinic", Source("clinic.ketgui", ""), Cohort(), AnalysisPlan())
    >>> [each.name for each in number_names([site, site])]
    ['clinic', 'clinic 2']
    """
    named: list[Site] = []
    for site in sites:
        used_names = {other.name for other in named}
        numbered = (f"{site.name} {number}" for number in count(2))
        free = next(name for name in chain((site.name,), numbered) if name not in used_names)
        named.append(replace(site, name=free))
    return named


def find_shared_ids(sites: Sequence[Site]) -> tuple[str, ...]:
    """Return the ids that more than one site has, excluded patients' too, in alphabetical order."""
    counts = Counter(patient_id for site in sites for patient_id in set(_list_ids(site.cohort)))
    return tuple(sorted(patient_id for patient_id, sites_with in counts.items() if sites_with > 1))


def _list_ids(cohort: Cohort) -> list[str]:
    return [*map(str, cohort.patients["patient_id"]), *(out.patient_id for out in cohort.excluded)]


def join_sites(
    sites: Sequence[Site], plan: AnalysisPlan, *, are_same_patients: bool = False
) -> JoinedSites:
    """Return the cohort of several sites, each patient with the name of the site.

    Parameters
    ----------
    sites : sequence of Site
        With names that differ.
    plan : AnalysisPlan
        The plan of the joined study.
    are_same_patients : bool
        Whether an id that several sites have is one patient, whose rows are joined. Otherwise
        every id begins with its site's name as soon as two sites share one.

    Returns
    -------
    JoinedSites
        Its import has no cohort where an error is left; the issues name it.
    """
    if not are_same_patients and find_shared_ids(sites):
        sites = [_with_site_in_ids(site) for site in sites]
    names = _name_files(sites)
    # A patient whom two sites have is of the first.
    homes = {i: site.name for site in reversed(sites) for i in _list_ids(site.cohort)}
    asked = {i for site in sites if _has_events(site) for i in _list_ids(site.cohort)}
    made = [_make_tables(site, name, homes, asked) for site, name in zip(sites, names, strict=True)]
    mapping = Mapping(
        tables=tuple(table for _tables, mappings, _decisions in made for table in mappings),
        decisions=tuple(d for _tables, _mappings, decisions in made for d in decisions),
    )
    stored = StoredTables(
        tuple(replace(site.source, name=name) for site, name in zip(sites, names, strict=True)),
        tuple(table for tables, _mappings, _decisions in made for table in tables),
        tuple(issue for site in sites for issue in _report_damage(site)),
        any(site.cohort.invented for site in sites),
        tuple(dict.fromkeys(text for site in sites for text in site.cohort.additions)),
        site_corrections=tuple(c for site in sites for c in site.cohort.corrections),
    )
    imported = import_files((), mapping, plan, stored=stored)
    # What a site has chosen to keep is kept here too: its own study was analysed with it.
    decisions = tuple(_keep(issue) for issue in imported.issues if issue.severity == "error")
    if decisions:
        mapping = replace(mapping, decisions=(*mapping.decisions, *decisions))
        imported = import_files((), mapping, plan, stored=stored)
    return JoinedSites(replace(imported, plan=plan), replace(stored, mapping=imported.mapping))


def _with_site_in_ids(site: Site) -> Site:
    tables = {
        name: rows.assign(patient_id=site.name + "-" + rows["patient_id"])
        for name in TABLES
        if len(rows := site.cohort.get_table(name))
    }
    excluded = tuple(
        replace(out, patient_id=f"{site.name}-{out.patient_id}") for out in site.cohort.excluded
    )
    return replace(
        site, cohort=replace(site.cohort, **cast("dict[str, Any]", tables), excluded=excluded)
    )


def _name_files(sites: Sequence[Site]) -> list[str]:
    """Return a name for each site's tables; files in different folders may have the same one."""
    names = [site.source.name for site in sites]
    return [
        name if names.count(name) == 1 else f"{site.name}.ketgui"
        for name, site in zip(names, sites, strict=True)
    ]


def _has_events(site: Site) -> bool:
    return "adverse_events" in site.cohort.recorded


def _make_tables(
    site: Site, file: str, homes: Dictionary[str, str], asked: Set[str]
) -> tuple[Any, Any, list[Decision]]:
    """Return a site's tables, what their columns hold, and the exclusions made there."""
    patients = site.cohort.patients
    own = patients["site"]
    named = patients.assign(site=patients["patient_id"].map(homes))
    if own.notna().any():
        named[OWN_SITE] = own
    if asked and not _has_events(site):
        # Beside sites that recorded events, its patients would pass for having had none.
        is_unasked = ~named["patient_id"].isin(list(asked)) & named["events_asked"].isna()
        named["events_asked"] = named["events_asked"].mask(is_unasked, False)
    excluded = site.cohort.excluded
    rows = pd.DataFrame({"patient_id": [out.patient_id for out in excluded]})
    cohort = replace(
        site.cohort, patients=pd.concat([named, rows], ignore_index=True) if excluded else named
    )
    recorded: tuple[TableName, ...] = tuple(site.cohort.recorded)
    tables, mappings = make_text_tables(cohort, file, recorded)
    # The patients' table is the first, and its last rows are the excluded patients.
    last = tables[0].rows[len(named) :] if tables else np.array([], np.int64)
    decisions = [
        Decision("exclude", file, tables[0].sheet, int(row), reason=out.reason)
        for row, out in zip(last, excluded, strict=True)
    ]
    return tables, mappings, decisions


def _report_damage(site: Site) -> list[Issue]:
    fix = _("Open the study itself, and save it again once it is right.")
    return [
        make_file_issue("warning", "damaged", site.source.name, problem, fix)
        for problem in site.problems
    ]


def _keep(issue: Issue) -> Decision:
    return Decision("keep", issue.file, issue.sheet, issue.row or 0, issue.column)
