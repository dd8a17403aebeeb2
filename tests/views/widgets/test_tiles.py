"""A tab's answer: tiles that say their numbers, lead somewhere, and fit any width."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ketgui.views.widgets.tiles import Answer, TabAnswer, TileContent

CONTENTS = (
    TileContent("response", "Response", "19.0%", "4/21 · 95% CI 5.4 to 41.9"),
    TileContent("remission", "Remission", "9.5%", "2/21 · 95% CI 1.2 to 30.4"),
    TileContent("change", "Mean difference", "9.0 points", "95% CI 6.4 to 11.6"),
    TileContent("improvement", "Mean improvement", "34.5%", "± 21.1%"),
)


@pytest.fixture
def answer(qtbot) -> TabAnswer:
    shown = TabAnswer()
    qtbot.addWidget(shown)
    shown.resize(1000, 120)
    shown.show_answer(Answer("The mean fell.", CONTENTS))
    shown.show()
    return shown


def test_it_says_the_sentence_and_every_number(answer):
    assert answer.sentence == "The mean fell."
    assert [tile.content for tile in answer.tiles] == list(CONTENTS)
    assert answer.tiles[0].accessibleName() == "Response: 19.0%. 4/21 · 95% CI 5.4 to 41.9"


def test_mouse_and_keyboard_lead_to_what_is_behind_a_number(answer, qtbot):
    with qtbot.waitSignal(answer.wanted) as wanted:
        qtbot.mouseClick(answer.tiles[1], Qt.MouseButton.LeftButton)
    assert wanted.args == ["remission"]
    answer.tiles[2].setFocus()
    with qtbot.waitSignal(answer.wanted) as wanted:
        qtbot.keyClick(answer.tiles[2], Qt.Key.Key_Space)
    assert wanted.args == ["change"]


def rows_of(answer: TabAnswer) -> int:
    return len({tile.y() for tile in answer.tiles})


def test_tiles_stand_below_one_another_where_there_is_no_room(answer, qtbot):
    assert rows_of(answer) == 1
    answer.resize(380, 400)
    qtbot.waitUntil(lambda: rows_of(answer) > 1)
    assert all(tile.geometry().right() <= answer.width() for tile in answer.tiles)


def test_another_answer_takes_its_place_and_the_focus_stays(answer, qtbot):
    answer.activateWindow()
    answer.tiles[0].setFocus()
    same_tile = answer.tiles[0]
    answer.show_answer(Answer("", (TileContent("response", "Response", "23.8%"), *CONTENTS[1:])))
    assert answer.tiles[0] is same_tile
    assert same_tile.accessibleName().startswith("Response: 23.8%")
    answer.show_answer(Answer("", CONTENTS[:2]))
    assert len(answer.tiles) == 2
    assert not answer._sentence.isVisible()


def test_what_comes_from_a_file_is_text(answer):
    answer.show_answer(Answer("<b>x</b>", (TileContent("a", "<i>y</i>", "<img src='x'>"),)))
    labels = answer.tiles[0].findChildren(type(answer._sentence))
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    assert answer.sentence == "<b>x</b>"
