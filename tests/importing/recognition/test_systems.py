"""The columns that survey systems add: no data, and ids only where nothing else is one."""

from __future__ import annotations

from ketgui.importing.recognition.evidence import Guess
from ketgui.importing.recognition.systems import SYSTEMS, drop_weak_ids, find_system, is_own
from ketgui.importing.vocabulary.targets import Target

PATIENT = Target("patients", "patient_id")
HEAD = "id,submitdate,lastpage,startlanguage,token"


def test_one_header_of_a_system_does_not_make_its_export() -> None:
    assert find_system(["Participant", "Status", "Progress", "MADRS"]) is None
    assert find_system(HEAD.split(",")) is SYSTEMS[0]


def test_a_system_s_own_columns_are_no_data() -> None:
    qualtrics = find_system(["ResponseId", "StartDate", "EndDate", "Progress"])
    assert is_own("End Date", qualtrics)
    assert not is_own("EndDate", None)


def test_a_response_s_number_gives_way_to_any_other_id() -> None:
    weak, strong = Guess(PATIENT, 1.5, ""), Guess(PATIENT, 4.0, "")
    assert drop_weak_ids([[weak], [strong]]) == [[], [strong]]
    assert drop_weak_ids([[weak], []]) == [[weak], []]


def test_a_survey_without_another_id_is_identified_by_its_token(read) -> None:
    rows = "1,2023-01-01,2,en,K1,30,12\n2,2023-01-02,2,en,K2,28,9\n"
    found = read(f"{HEAD},MADRS before,MADRS after\n{rows}")
    assert found.cohort is not None
    assert list(found.cohort.patients["patient_id"]) == ["K1", "K2"]
