"""Report sentences that the user edited, and which of them are out of date.

An edit keeps the sentence it replaced, so that the report can warn when the data change it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from ketgui.reporting.paragraphs.sentences import Sentence
from ketgui.text import current_language

EditState = Literal["generated", "edited", "stale"]


@dataclass(frozen=True)
class SentenceEdit:
    """An edit of one sentence in one language.

    Attributes
    ----------
    key : str
        Key of the sentence.
    language : str
        Code of its language; an edit in French does not change the English sentence.
    generated : str
        The generated sentence at the time of the edit.
    text : str
        The user's sentence; empty to leave it out of the report.
    """

    key: str
    language: str
    generated: str
    text: str


@dataclass(frozen=True)
class EditedSentence:
    """A sentence as it goes into the report.

    Attributes
    ----------
    sentence : Sentence
        The generated sentence.
    text : str
        The text for the report, empty if the user removed the sentence.
    state : {"generated", "edited", "stale"}
        "stale" if the generated sentence changed after the edit.
    """

    sentence: Sentence
    text: str
    state: EditState


@dataclass(frozen=True)
class SentenceEdits:
    """All edits, in the order in which they were made."""

    edits: tuple[SentenceEdit, ...] = ()

    def find(self, key: str) -> SentenceEdit | None:
        """Return the edit of a sentence in the current language, None if there is none."""
        edits = (e for e in self.edits if (e.key, e.language) == (key, current_language()))
        # One edit at most for a sentence and a language: `rewrite` removes the one before.
        return next(edits, None)

    def rewrite(self, sentence: Sentence, text: str) -> SentenceEdits:
        """Return the edits with a sentence changed; the generated text removes its edit."""
        others = self.restore(sentence.key).edits
        # Typing the generated text again is not an edit.
        if text == sentence.text:
            return replace(self, edits=others)
        edit = SentenceEdit(sentence.key, current_language(), sentence.text, text)
        return replace(self, edits=(*others, edit))

    def restore(self, key: str) -> SentenceEdits:
        """Return the edits without that of a sentence in the current language."""
        dropped = self.find(key)
        return replace(self, edits=tuple(edit for edit in self.edits if edit is not dropped))

    def apply(self, sentences: Sequence[Sentence]) -> tuple[EditedSentence, ...]:
        """Return every sentence as it goes into the report; removed sentences have no text."""
        return tuple(self._apply_to(sentence) for sentence in sentences)

    def as_dicts(self) -> list[dict[str, str]]:
        """Return the edits as plain tables for a project file."""
        return [dict(vars(edit)) for edit in self.edits]

    @classmethod
    def from_dicts(cls, tables: Sequence[Mapping[str, Any]]) -> SentenceEdits:
        """Return the edits that `as_dicts` made tables of.

        Raises
        ------
        ValueError
            If a table is not an edit.
        """
        try:
            return cls(
                tuple(SentenceEdit(**{name: str(word) for name, word in t.items()}) for t in tables)
            )
        except TypeError as error:
            raise ValueError(str(error)) from None

    def _apply_to(self, sentence: Sentence) -> EditedSentence:
        edit = self.find(sentence.key)
        if edit is None:
            return EditedSentence(sentence, sentence.text, "generated")
        state: EditState = "edited" if edit.generated == sentence.text else "stale"
        return EditedSentence(sentence, edit.text, state)
