"""Sentences that the user has rewritten, and which of them the data have overtaken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from ketgui.reporting.sentences import Sentence
from ketgui.text import current_language

EditState = Literal["generated", "edited", "stale"]


@dataclass(frozen=True)
class SentenceEdit:
    """One sentence rewritten.

    Attributes
    ----------
    key : str
        Of the sentence.
    language : str
        In which it was written: a French sentence says nothing about the English one.
    generated : str
        What the program said when it was rewritten.
    text : str
        What is to be said instead; empty to leave the sentence out.
    """

    key: str
    language: str
    generated: str
    text: str


@dataclass(frozen=True)
class EditedSentence:
    """A sentence as it goes into the report.

    `state` is "generated", "edited", or "stale": edited, and the program would by now say
    something else than what was edited.
    """

    sentence: Sentence
    text: str
    state: EditState


@dataclass(frozen=True)
class SentenceEdits:
    """All that was rewritten, in the order in which it was."""

    edits: tuple[SentenceEdit, ...] = ()

    def of(self, key: str) -> SentenceEdit | None:
        """Return what was made of a sentence in the language now spoken, if anything."""
        mine = (e for e in self.edits if (e.key, e.language) == (key, current_language()))
        return next(mine, None)

    def rewritten(self, sentence: Sentence, text: str) -> SentenceEdits:
        """Return them with a sentence rewritten; its own words again take the edit back."""
        kept = self.restored(sentence.key).edits
        if text == sentence.text:
            return replace(self, edits=kept)
        edit = SentenceEdit(sentence.key, current_language(), sentence.text, text)
        return replace(self, edits=(*kept, edit))

    def restored(self, key: str) -> SentenceEdits:
        """Return them with a sentence as generated again."""
        dropped = self.of(key)
        return replace(self, edits=tuple(edit for edit in self.edits if edit is not dropped))

    def applied(self, sentences: Sequence[Sentence]) -> tuple[EditedSentence, ...]:
        """Return every sentence as it is to be shown; those left out have no text."""
        return tuple(self._shown(sentence) for sentence in sentences)

    def as_dicts(self) -> list[dict[str, str]]:
        """Return them as plain tables, for a project file."""
        return [dict(vars(edit)) for edit in self.edits]

    @classmethod
    def from_dicts(cls, tables: Sequence[Mapping[str, Any]]) -> SentenceEdits:
        """Return what `as_dicts` gave.

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

    def _shown(self, sentence: Sentence) -> EditedSentence:
        edit = self.of(sentence.key)
        if edit is None:
            return EditedSentence(sentence, sentence.text, "generated")
        state: EditState = "edited" if edit.generated == sentence.text else "stale"
        return EditedSentence(sentence, edit.text, state)
