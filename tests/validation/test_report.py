"""The validation report says what was found, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.documents.markdown import format_markdown
from ketgui.text import LANGUAGES, language
from ketgui.validation.installation import InstalledFiles
from ketgui.validation.operation import check_operation
from ketgui.validation.report import Validation, build_validation_report

WHEN = datetime(2026, 11, 30, 9, 5)


@pytest.fixture(scope="module")
def passed():
    return Validation(WHEN, InstalledFiles(1234), check_operation())


def write(validation: Validation) -> str:
    return format_markdown(build_validation_report(validation))


def test_a_whole_installation_passes(passed):
    text = write(passed)
    assert passed.is_passed
    assert "All checks passed." in text
    assert "All 1234 files of the build are there, unchanged" in text
    assert "877 agree" in text
    assert "2026-11-30 09:05" in text
    assert "KetGUI is no medical device, and no authority has certified it." in text


def test_changed_files_are_named_and_do_not_pass(passed):
    names = tuple(f"library-{n}.so" for n in range(30))
    changed = replace(passed, files=InstalledFiles(1234, changed=names))
    text = write(changed)
    assert not changed.is_passed
    assert "Not all checks passed." in text
    assert "library-19.so" in text
    assert "library-20.so" not in text
    assert "and 10 more" in text


def test_a_number_that_differs_does_not_pass(passed):
    first, *others = passed.operation.with_r
    wrong = replace(passed.operation, with_r=(replace(first, value=22.0), *others))
    found = replace(passed, operation=wrong)
    assert not found.is_passed
    assert "876 agree" in write(found)


def test_unchecked_files_are_said_to_be(passed):
    found = replace(passed, files=Unavailable("there is no list"))
    assert "The files were not checked: there is no list." in write(found)
    assert found.is_passed


@pytest.mark.parametrize("code", LANGUAGES)
def test_there_is_a_line_to_sign_in_every_language(passed, code):
    with language(code):
        text = write(passed)
    assert text.count("______") >= 4
    assert {"en": "Signature", "fr": "Signature"}.get(code, "") in text
