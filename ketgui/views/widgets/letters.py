"""Alt letters of a dialog: each button and each label of a field has one of its own.

They are chosen from the words that are shown, in whichever language, so that a translation or a
new field never leads to a letter twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

_MARK = "&"
# What was shown last with a letter: a text that is not this was set anew, and has none yet.
_SHOWN = "textWithLetter"


def give_letters(dialog: QWidget) -> None:
    """Underline a letter in each visible button and label; those that have one keep it.

    Parameters
    ----------
    dialog : QWidget
        The window whose buttons and labels are meant.
    """
    targets = list(list_targets(dialog))
    if all(map(_has_letter, targets)) and _are_unique(targets):
        return
    texts = [get_plain_text(target) for target in targets]
    for target, text, index in zip(targets, texts, choose_letters(texts), strict=True):
        before, after = _escape(text[:index]), _escape(text[index:])
        marked = f"{before}{_MARK}{after}" if index < len(text) else before
        target.setText(marked)
        target.setProperty(_SHOWN, marked)


def list_targets(dialog: QWidget) -> Iterable[QAbstractButton | QLabel]:
    """Yield what a letter leads to: buttons first, as they are in every state of a dialog."""
    buttons = dialog.findChildren(QAbstractButton)
    labels = dialog.findChildren(QLabel)
    for button in buttons:
        if button.isVisibleTo(dialog) and button.window() is dialog and has_words(button.text()):
            yield button
    for label in labels:
        if label.buddy() and label.isVisibleTo(dialog) and label.window() is dialog:
            yield label


def has_words(text: str) -> bool:
    """Whether a text has a letter at all; a preset such as "300" has none."""
    return any(map(_is_letter, text))


def get_plain_text(target: QAbstractButton | QLabel) -> str:
    """Return the text of a button or label without the mark of its letter."""
    text = target.text()
    # A label's own text never holds a mark: "R&D" may be the name of a scale.
    if isinstance(target, QLabel) and not _has_letter(target):
        return text
    return text.replace("&&", "\0").replace(_MARK, "").replace("\0", _MARK)


def choose_letters(texts: Sequence[str]) -> list[int]:
    """Choose for each text which of its characters is its letter.

    Initials are preferred, then other letters in their order. As many texts as possible get a
    letter: one gives its own up if it has another.

    Parameters
    ----------
    texts : sequence of str

    Returns
    -------
    list of int
        Where the letter is in each text; the text's length if none is left for it.

    Examples
    --------
    >>> choose_letters(["Save", "Save as", "Cancel"])
    [0, 5, 0]
    """
    holders: dict[str, int] = {}
    for index in range(len(texts)):
        _find_letter(index, texts, holders, set())
    letters = {index: letter for letter, index in holders.items()}
    return [
        _rank_positions(text, letters[index])[0] if index in letters else len(text)
        for index, text in enumerate(texts)
    ]


def _find_letter(
    index: int, texts: Sequence[str], holders: dict[str, int], tried: set[str]
) -> bool:
    """Give a text a letter, if need be one whose holder takes another (Kuhn's algorithm)."""
    wanted = [texts[index][position].lower() for position in _rank_positions(texts[index])]
    free = [letter for letter in wanted if letter not in holders]
    if free:
        holders[free[0]] = index
        return True
    for letter in wanted:
        if letter in tried:
            continue
        tried.add(letter)
        if _find_letter(holders[letter], texts, holders, tried):
            holders[letter] = index
            return True
    return False


def _rank_positions(text: str, letter: str = "") -> list[int]:
    """Return where the letters of a text are, initials first; or only those that are `letter`."""
    positions = [
        position
        for position, character in enumerate(text)
        if _is_letter(character) and character.lower().startswith(letter)
    ]
    return sorted(positions, key=lambda position: position > 0 and text[position - 1].isalnum())


def _is_letter(character: str) -> bool:
    # Letters that every keyboard has.
    return character.isascii() and character.isalpha()


def _escape(text: str) -> str:
    return text.replace(_MARK, "&&")


def _has_letter(target: QAbstractButton | QLabel) -> bool:
    return target.property(_SHOWN) == target.text()


def _are_unique(targets: Sequence[QAbstractButton | QLabel]) -> bool:
    letters = [find_letter(target) for target in targets]
    chosen = [letter for letter in letters if letter]
    return len(set(chosen)) == len(chosen)


def find_letter(target: QAbstractButton | QLabel) -> str:
    """Return the letter of a button or label in lower case; empty if it has none."""
    text = target.text().replace("&&", "")
    return text[text.index(_MARK) + 1].lower() if _MARK in text[:-1] else ""
