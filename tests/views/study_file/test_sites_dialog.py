"""Several studies are chosen, compared and opened as one cohort."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from ketgui.domain.plan import AnalysisPlan
from ketgui.project.encryption import make_key, seal
from ketgui.views.study_file.save_dialog import PasswordDialog
from ketgui.views.study_file.sites_dialog import SitesDialog
from ketgui.views.widgets.letters import get_plain_text
from tests.acting import settled
from tests.project.test_sites import write_joined
from tests.random_study import draw_study

STRICT = AnalysisPlan(remission_score=12.0)


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sites")
    return [
        write_joined(folder / "North.ketgui", draw_study(1).cohort, AnalysisPlan()),
        write_joined(folder / "South.ketgui", draw_study(4).cohort, STRICT),
    ]


@pytest.fixture
def dialog(qtbot, window, sites):
    dialog = SitesDialog(window, sites)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2, timeout=20_000)
    dialog.open()
    return dialog


def test_sites_are_listed_and_their_differences_shown(dialog):
    assert [dialog.table.item(row, 0).text() for row in range(2)] == ["North", "South"]
    assert get_plain_text(dialog.open_button) == "Open 2 sites: 84 patients"
    assert "17 ids occur in more than one site (P001, " in dialog.shared.text()
    assert dialog.plan_words.text() == "The plans differ in 1 setting:"
    texts = [dialog.differences.item(0, column).text() for column in range(3)]
    assert [text.replace("\u00a0", " ") for text in texts] == ["Remission", "< 10", "< 12"]


def test_sites_open_as_one_cohort_under_the_chosen_plan(qtbot, window, dialog):
    dialog.plan_choice.setCurrentIndex(1)
    dialog.table.item(0, 0).setText("Nord")
    dialog.chosen.connect(window.session.begin_study)
    analysis = settled(qtbot, window.session, dialog.open_button.click)
    assert window.session.plan == STRICT
    assert set(analysis.cohort.patients["site"]) == {"Nord", "South"}
    assert analysis.cohort.patients["patient_id"].iloc[0] == "Nord-P001"
    assert window.study_file.path is None
    opened = window.session.history.trail[0].what
    assert opened == "Opened North.ketgui + South.ketgui: 84 patients"


def test_one_site_is_not_enough_and_a_name_is_used_once(dialog):
    dialog.table.item(1, 0).setText("North")
    assert dialog.table.item(1, 0).text() == "South"
    dialog.table.selectRow(0)
    dialog._on_remove()
    assert not dialog.open_button.isEnabled()


def test_a_sealed_study_asks_for_its_password_and_another_file_is_named(qtbot, dialog, tmp_path):
    sealed = write_joined(tmp_path / "East.ketgui", draw_study(3).cohort, AnalysisPlan())
    sealed.write_bytes(seal(sealed.read_bytes(), make_key("pw", operations=1, memory=8192)))
    dialog.add([sealed])
    qtbot.waitUntil(lambda: dialog.findChild(PasswordDialog) is not None, timeout=20_000)
    asked = dialog.findChild(PasswordDialog)
    asked.password.setText("pw")
    asked.open_button.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 3, timeout=20_000)
    other = Path(tmp_path / "x.ketgui")
    other.write_text("hello", encoding="utf-8")
    dialog.add([other])
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is not None, timeout=20_000)
    message = dialog.findChild(QMessageBox)
    assert message.text().startswith("x cannot be a site. x.ketgui: ")
    message.close()
