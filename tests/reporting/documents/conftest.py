"""The report of the example in each language."""

from __future__ import annotations

import pytest

from ketgui.reporting.documents.model import (
    Document,
)
from ketgui.reporting.documents.report import build_report
from ketgui.text import LANGUAGES, language
from tests.reporting.documents.drawings import CHOSEN, drawn


@pytest.fixture(params=LANGUAGES)
def spoken(request):
    with language(request.param):
        yield request.param


@pytest.fixture
def document(example, spoken) -> Document:
    return build_report(example, CHOSEN, drawn)
