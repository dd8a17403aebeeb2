"""The papers that a report is printed on."""

from __future__ import annotations

import pytest

from ketgui.reporting.paper import PAPERS, get_paper


def test_papers_have_the_sizes_of_iso_216_a4_and_ansi_a():
    sizes = {paper.key: (paper.width_mm, paper.height_mm) for paper in PAPERS}
    assert sizes == {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}


def test_a_paper_is_found_by_its_key():
    assert [get_paper(paper.key) for paper in PAPERS] == list(PAPERS)
    with pytest.raises(KeyError):
        get_paper("a5")
