"""What a figure's file says of itself."""

from __future__ import annotations

from ketgui.figures.catalogue.outcomes import before_after
from ketgui.reporting.metadata import build_figure_metadata


def test_metadata_of_a_cohort_without_files_names_none(analysis_of):
    from ketgui.figures.catalogue import FIGURES

    analysis = analysis_of([(30, 15)])
    said = build_figure_metadata(analysis, FIGURES[0].build(analysis))
    assert said["Source"] == ""
    assert said["Software"].startswith("KetGUI ")
    assert not said["Description"].endswith("| ")


def test_metadata_name_the_program_the_plan_and_the_files_by_hash(example):
    spec = before_after.build(example)
    metadata = build_figure_metadata(example, spec)
    assert metadata["Title"] == spec.title
    assert metadata["Software"].startswith("KetGUI ")
    assert example.plan.summarise() in metadata["Description"]
    (source,) = example.cohort.sources
    assert metadata["Source"] == f"sha256 {source.sha256}"
    assert source.name not in str(metadata)
