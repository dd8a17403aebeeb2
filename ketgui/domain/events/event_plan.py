"""The study's choices about adverse events: how they are ascertained, named and counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, cast, get_args

from ketgui.domain.events.adverse_events import SOC_OF_TERM
from ketgui.domain.events.event_terms import SYNONYMS, find_preferred_term
from ketgui.domain.fields import SEVERITIES
from ketgui.domain.folding import fold
from ketgui.text import _, mark

Ascertainment = Literal["not_stated", "spontaneous", "open_question", "checklist", "questionnaire"]
SeverityScale = Literal["three_step", "ctcae"]
Denominator = Literal["enrolled", "treated"]

# A rate of adverse events means little without how patients were asked; reports state it.
ASCERTAINMENTS: dict[Ascertainment, str] = {
    "not_stated": mark("not stated"),
    "spontaneous": mark("reported spontaneously"),
    "open_question": mark("asked for by an open question at each visit"),
    "checklist": mark("asked for by a checklist at each visit"),
    "questionnaire": mark("asked for by a questionnaire at each visit"),
}
# With these every patient was asked, except those who are recorded as not asked.
ASKING: tuple[Ascertainment, ...] = ("open_question", "checklist", "questionnaire")
SEVERITY_SCALES: dict[SeverityScale, str] = {
    "three_step": mark("mild, moderate, severe"),
    "ctcae": mark("CTCAE grades 1 to 5"),
}
_GRADES = (
    mark("Grade 1"), mark("Grade 2"), mark("Grade 3"), mark("Grade 4"), mark("Grade 5"),
)  # fmt: skip
DENOMINATORS: dict[Denominator, str] = {
    "enrolled": mark("enrolled"),
    "treated": mark("with an infusion recorded"),
}


def get_severity_titles(scale: SeverityScale) -> dict[str, str]:
    """Return what each severity is called (English), by its key, from the lowest up.

    Parameters
    ----------
    scale : {"three_step", "ctcae"}

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> get_severity_titles("ctcae")["severe"], get_severity_titles("three_step")["severe"]
    ('Grade 3', 'Severe')
    """
    if scale == "ctcae":
        return {choice.key: grade for choice, grade in zip(SEVERITIES, _GRADES, strict=True)}
    return {choice.key: choice.title for choice in SEVERITIES}


class EventPlanError(ValueError):
    """Choices about adverse events that are impossible, with the reason in words."""


@dataclass(frozen=True)
class EventPlan:
    """Choices about adverse events.

    Attributes
    ----------
    ascertainment : str
        How patients were asked; one of ``ASCERTAINMENTS``.
    instrument : str
        The questionnaire's name, where there was one.
    severity_scale : str
        One of ``SEVERITY_SCALES``.
    severity_version : str
        The version of the CTCAE, where it was used.
    denominator : {"enrolled", "treated"}
        The patients over whom every percentage is taken.
    harmonise : bool
        Whether the words of the built-in list in several languages become one term; each that
        does is shown to the user.
    synonyms : tuple of (str, str)
        The user's own: a word in the file, and the term it stands for. They take precedence.
    """

    ascertainment: Ascertainment = "not_stated"
    instrument: str = ""
    severity_scale: SeverityScale = "three_step"
    severity_version: str = ""
    denominator: Denominator = "enrolled"
    harmonise: bool = True
    synonyms: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        # A plan may be read from a file, where any text can be in the place of a choice.
        allowed = (
            (self.ascertainment, Ascertainment),
            (self.severity_scale, SeverityScale),
            (self.denominator, Denominator),
        )
        for value, kind in allowed:
            if value not in get_args(kind):
                raise EventPlanError(
                    _("Adverse events: {value} is none of {known}.", value=value,
                      known=", ".join(get_args(kind)))
                )  # fmt: skip

    def find_term(self, word: str) -> str:
        """Return the term under which a word in the file is counted.

        Examples
        --------
        >>> EventPlan().find_term("Nausées"), EventPlan(harmonise=False).find_term("Nausées")
        ('nausea', 'Nausées')
        >>> EventPlan().find_term("Sédation"), EventPlan().find_term("Regard fixe")
        ('sedation', 'Regard fixe')
        >>> EventPlan(synonyms=(("spaced out", "dissociation"),)).find_term("Spaced-out")
        'dissociation'
        """
        plain = " ".join(word.split())
        for synonym, term in self.synonyms:
            if fold_word(synonym) == fold_word(plain):
                return term
        # The user's own synonyms hold even where the built-in list is switched off.
        if not self.harmonise:
            return plain
        # Only words of the list change; others keep their spelling, case and accents.
        preferred = find_preferred_term(plain)
        return preferred if preferred in SOC_OF_TERM else plain

    def list_synonyms(self) -> tuple[tuple[str, str], ...]:
        """Return every word of the lists with its term: the user's own first, then the built-in.

        A word that is kept apart has itself for its term.

        Examples
        --------
        >>> ("nausées", "nausea") in EventPlan().list_synonyms()
        True
        >>> EventPlan(harmonise=False, synonyms=(("spacey", "dissociation"),)).list_synonyms()
        (('spacey', 'dissociation'),)
        """
        # A word of the user's own list hides the built-in one.
        own = {fold_word(word) for word, _term in self.synonyms}
        built_in = SYNONYMS if self.harmonise else ()
        listed = tuple(pair for pair in built_in if fold_word(pair[0]) not in own)
        return self.synonyms + listed

    def as_dict(self) -> dict[str, Any]:
        """Return the choices by name, for JSON and TOML."""
        return dict(vars(self)) | {"synonyms": [list(pair) for pair in self.synonyms]}

    @classmethod
    def from_dict(cls, values: object) -> EventPlan:
        """Make the choices from values by name; those left out keep their default.

        Raises
        ------
        EventPlanError
            If a name is unknown or a value impossible.
        """
        if not isinstance(values, Mapping):
            raise EventPlanError(_("The plan's {name} is of the wrong kind.", name="events"))
        settings = dict(cast("Mapping[str, Any]", values))
        kinds: dict[str, type] = {
            setting.name: type(cast("object", setting.default)) for setting in fields(cls)
        }
        synonyms = settings.pop("synonyms", ())
        for name, value in settings.items():
            if name not in kinds:
                raise EventPlanError(_("The plan has no setting called {name}.", name=name))
            # By exact type: True is an int, but it is no count.
            if type(value) is not kinds[name]:
                raise EventPlanError(_("The plan's {name} is of the wrong kind.", name=name))
        return cls(**settings, synonyms=_read_synonyms(synonyms))


def fold_word(word: str) -> str:
    """Return a word without case, accents, marks and superfluous spaces, for comparison.

    Parameters
    ----------
    word : str

    Returns
    -------
    str
        Words of alphabets that ``fold`` does not know keep their letters.

    Examples
    --------
    >>> fold_word("Mal  de tête") == fold_word("mal de tete")
    True
    """
    # Folding leaves nothing of a word in another alphabet.
    return fold(word) or " ".join(word.split()).casefold()


def _read_synonyms(values: Any) -> tuple[tuple[str, str], ...]:
    try:
        pairs = tuple((word, term) for word, term in values)
    except (TypeError, ValueError):
        # Something that is no pair of texts, so that one message serves both mistakes.
        pairs = ((0, 0),)
    if not all(isinstance(word, str) and isinstance(term, str) for word, term in pairs):
        raise EventPlanError(_("The plan's {name} is of the wrong kind.", name="synonyms"))
    return cast("tuple[tuple[str, str], ...]", pairs)
