"""Names of scales in headers: siblings are told apart, the unknown are not taken for the known."""

import pytest

from ketgui.domain.scale import Scale
from ketgui.domain.scale_names import find_named_scale
from ketgui.domain.scales import SCALES, UNKNOWN_SCALES

EXACT = {
    "MADRS": "madrs", "MADRS_24h": "madrs", "MadrsPre": "madrs", "MADRS1_pre": "madrs",
    "MADRS S1": "madrs", "MADRS semaine 2": "madrs", "MADRS-S": "madrs_s", "madrs_s_pre": "madrs_s",
    "HAMD17": "hamd17", "HDRS-17": "hamd17", "HAM-D 17 pre": "hamd17", "QIDS-SR16": "qids_sr16",
    "QIDS-SR-16": "qids_sr16", "qids_sr": "qids_sr16", "PHQ9": "phq9", "PHQ-9 avant": "phq9",
    "phq9_1_pre": "phq9", "BDI-II": "bdi2", "BDI2 post": "bdi2", "GAD-7": "gad7", "CGI-S": "cgi_s",
    "cgi_s_pre": "cgi_s", "CGI-I": "cgi_i", "SHAPS": "shaps", "WSAS": "wsas", "YMRS": "ymrs",
    "CADSS": "cadss",
}  # fmt: skip
AMBIGUOUS = {
    "HDRS": "hamd17", "Hamilton": "hamd17", "BDI": "bdi2", "CGI": "cgi_s", "QIDS": "qids_sr16",
    "PHQ": "phq9", "GAD pre": "gad7", "BPRS": "bprs_positive",
}  # fmt: skip
UNKNOWN = {
    "hama_total": "HAM-A", "HAM-A": "HAM-A", "HDRS-21": "HAM-D 21", "hamd21": "HAM-D 21",
    "PHQ-15": "PHQ-15", "phq15": "PHQ-15", "GAD-2": "GAD-2", "QIDS-C": "QIDS-C",
    "WHODAS 2.0": "WHODAS", "pain VAS": "VAS", "panss_p_post": "PANSS", "IDS-SR": "IDS-SR",
}  # fmt: skip
NONE = ("Age", "score before", "Weight (kg)", "patient", "invasive", "Isidore", "phase")


@pytest.mark.parametrize(("header", "key"), EXACT.items())
def test_a_scale_by_its_exact_name(header, key):
    found = find_named_scale(header)
    assert found
    assert found.certainty == "exact"
    assert found.scale
    assert found.scale.key == key


@pytest.mark.parametrize(("header", "key"), AMBIGUOUS.items())
def test_a_name_that_siblings_share_is_ambiguous(header, key):
    found = find_named_scale(header)
    assert found
    assert found.certainty == "ambiguous"
    assert found.scale
    assert found.scale.key == key


@pytest.mark.parametrize(("header", "title"), UNKNOWN.items())
def test_an_unknown_scale_is_never_taken_for_a_sibling(header, title):
    found = find_named_scale(header)
    assert found
    assert (found.certainty, found.title, found.scale) == ("unknown", title, None)


@pytest.mark.parametrize("header", NONE)
def test_other_headers_name_no_scale(header):
    assert find_named_scale(header) is None


def test_every_scale_is_found_by_its_title():
    for scale in (*SCALES, *UNKNOWN_SCALES):
        if scale.title != "BPRS+":
            found = find_named_scale(scale.title)
            assert found
            assert found.title == scale.title


def test_a_declared_scale_is_found_by_its_names():
    mine = Scale("hama", "HAM-A", 0, 56, header_names=("ham a", "hama total"))
    found = find_named_scale("HAMA total pre", (mine,))
    assert found
    assert found.scale is mine
