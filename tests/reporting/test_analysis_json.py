"""The file of all numbers."""

from __future__ import annotations

from ketgui.reporting import analysis_json
from ketgui.text import language


def test_one_reason_is_said_alone_and_several_by_name(analysis_of):
    plain = analysis_json.as_dict(analysis_of())
    assert plain["outcomes"]["response"]["reason"] == "there is no patient to count"
    reason = plain["paired_change"]["reason"]
    assert "t: no patient has both ratings" in reason
    assert "; pearson_r: fewer than three patients have both ratings" in reason
    with language("fr"):
        plain = analysis_json.as_dict(analysis_of())
    assert plain["outcomes"]["response"]["reason"] == "il n’y a aucun patient à compter"


def test_json_names_files_by_hash_and_without_folders(example):
    (source,) = analysis_json.as_dict(example)["inputs"]
    assert source["name"] == "example-cohort.xlsx"
    assert len(source["sha256"]) == 64
