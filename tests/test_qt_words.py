"""Qt's own words, in file dialogs and in the menus of fields, are in the window's language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTranslator

from ketgui.views.application import load_qt_texts


@pytest.fixture(autouse=True)
def english_again(qapp):
    yield
    load_qt_texts("en")


@pytest.mark.parametrize(("code", "cancel"), [("fr", "Annuler"), ("en", "Cancel")])
def test_qt_speaks_the_window_s_language(qapp, code, cancel):
    for earlier in ("fr", "en", code):
        load_qt_texts(earlier)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == cancel


def test_one_language_is_spoken_at_a_time(qapp):
    for _turn in range(3):
        load_qt_texts("fr")
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(qapp.findChildren(QTranslator)) == 1
