"""Every column of a cohort, declared once.

Import, validation, templates, tables and hover texts all read this file; a new column is a row
here and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ketgui.domain.scales import CADSS_FORMS, USUAL
from ketgui.text import mark

# How the headers of a table with one row a patient name the scale.
_SCALE = USUAL.header_names[0]
# The order in which the tables are read, shown and written.
TableName = Literal["patients", "tms_courses", "infusions", "assessments", "adverse_events"]
FieldKind = Literal["id", "text", "number", "integer", "date", "yes_no", "choice"]


@dataclass(frozen=True)
class Choice:
    """A value of a ``choice`` field: its stored key, its title and its other spellings."""

    key: str
    title: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One column of one table.

    Attributes
    ----------
    key : str
        The column's name in a ``Cohort`` table and in the blank template.
    title, help : str
        What the user reads, in English; translated where shown.
    table : Table
        The table it belongs to.
    kind : Kind
        What its cells hold. Numbers are stored as float, including whole ones, which may be
        missing; dates as ``datetime64``; yes/no as nullable boolean; the rest as text.
    unit : str
        The unit of a number, empty for none.
    low, high : float or None
        The range within which a value needs no second look, limits included.
    required : bool
        Whether a row without it cannot be used.
    choices : tuple of Choice
        The values of a ``choice``.
    aliases : tuple of str
        Headers that mean this column, in the languages of clinics, compared without case,
        accents and punctuation.
    identifying : bool
        Whether it can identify a person, directly or in combination.
    """

    key: str
    title: str
    table: TableName
    kind: FieldKind
    help: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()
    aliases: tuple[str, ...] = ()
    identifying: bool = False


TABLES: dict[TableName, str] = {
    "patients": mark("Patients"),
    "tms_courses": mark("TMS"),
    "infusions": mark("Infusions"),
    "assessments": mark("Assessments"),
    "adverse_events": mark("Adverse events"),
}

# Aliases are compared folded: no case, accents or punctuation need be listed.
SEXES = (
    Choice(
        "female",
        mark("Female"),
        (
            "f", "w", "woman", "femme", "féminin", "mujer", "femenino", "mulher", "feminino",
            "weiblich", "frau",
        ),
    ),
    Choice(
        "male",
        mark("Male"),
        (
            "m", "h", "man", "homme", "masculin", "hombre", "varón", "homem", "masculino",
            "männlich", "mann",
        ),
    ),
    Choice("other", mark("Other"), ("o", "x", "autre", "non-binary", "non binaire", "intersex")),
)  # fmt: skip
MOMENTS = (
    Choice("before", mark("Before"), ("pre", "baseline", "avant", "au départ", "t0", "antes")),
    Choice("after", mark("After"), ("post", "endpoint", "après", "después", "depois", "final")),
    Choice("before_tms", mark("Before TMS"), ("pre tms", "avant smtr", "baseline tms")),
    Choice("after_tms", mark("After TMS"), ("post tms", "après smtr", "end of tms")),
)
PHASES = (
    Choice("acute", mark("Acute course"), ("aigu", "aiguë", "induction", "aguda")),
    Choice(
        "maintenance",
        mark("Maintenance"),
        ("entretien", "maintien", "booster", "rappel", "mantenimiento"),
    ),
)
CADSS_VERSIONS = tuple(
    Choice(form, scale.title, (f"cadss {form}", f"{form} items"))
    for form, scale in CADSS_FORMS.items()
)
# Severity is how intense an event was; seriousness, below, is what it led to.
SEVERITIES = (
    Choice("mild", mark("Mild"), ("1", "léger", "légère", "leve", "grade 1")),
    Choice(
        "moderate",
        mark("Moderate"),
        ("2", "modéré", "modérée", "moderado", "moderada", "mod", "grade 2"),
    ),
    Choice(
        "severe", mark("Severe"), ("3", "sévère", "grave", "severo", "severa", "sev", "grade 3")
    ),
    Choice(
        "life_threatening",
        mark("Life-threatening"),
        ("4", "menaçant le pronostic vital", "engage le pronostic vital", "grade 4"),
    ),
    Choice("death", mark("Death"), ("5", "fatal", "décès", "muerte", "morte", "grade 5")),
)
# The criteria of ICH E2A.
CRITERIA = (
    Choice("death", mark("Death"), ("fatal", "décès", "muerte")),
    Choice("life_threatening", mark("Life-threatening"), ("life threat", "menace vitale")),
    Choice(
        "hospitalisation",
        mark("Hospital stay"),
        ("hospitalization", "hospitalised", "hospitalisation prolongée", "hospitalización"),
    ),
    Choice("disability", mark("Lasting disability"), ("incapacity", "incapacité", "invalidité")),
    Choice(
        "congenital_anomaly", mark("Congenital anomaly"), ("birth defect", "anomalie congénitale")
    ),
    Choice(
        "medically_important",
        mark("Medically important"),
        ("other", "important medical event", "médicalement important", "autre"),
    ),
)
# From the least to the most likely; counts of related events rest on the order.
RELATEDNESS = (
    Choice("unrelated", mark("Unrelated"), ("not related", "non lié", "none")),
    Choice("unlikely", mark("Unlikely"), ("improbable", "peu probable")),
    Choice("possible", mark("Possible"), ("posible", "possibly")),
    Choice("probable", mark("Probable"), ("probably", "likely")),
    Choice("definite", mark("Definite"), ("related", "certain", "certaine", "definitely")),
)


def _declare_patient_id(table: TableName) -> Field:
    return Field(
        "patient_id",
        mark("Patient"),
        table,
        "id",
        mark("The study's own code for the patient; never a name or a record number."),
        required=True,
        aliases=(
            "id", "patient", "patient no", "patient number", "subject", "subject id", "record id",
            "participant", "participant id", "study id", "code", "identifiant", "no patient",
            "numero patient", "sujet", "code patient", "paciente", "id paciente", "código",
            "sujeto", "patienten id", "patienten nr", "patient nr", "patientennummer", "proband",
            "pt", "pt no", "pt id", "subj", "subj id", "subject no", "subject number",
            "participante", "id participante", "no participant", "no sujet", "id sujet",
            "no paciente", "numero paciente", "código paciente", "código do paciente",
            "no étude", "no d'étude", "numéro d'étude", "code d'étude", "code étude", "id étude",
            "no dossier étude", "no de dossier de l'étude", "study no", "study number",
            "study code", "usubjid", "subjid", "subjectid", "unique subject identifier",
            "subject identifier",
            "participant code", "participant number", "patient code", "case id", "case number",
            "respondent id", "client id", "code sujet", "code participant", "numéro participant",
            "no cas", "identificador", "codigo paciente", "código sujeto", "caso", "sujeito",
            "código participante", "probanden id", "probandennummer", "patientencode", "fallnummer",
            "kennung", "teilnehmer", "patnr", "pat nr", "pat id", "patid", "ptid", "sid", "uid",
            "pid", "external reference", "external data reference", "numéro", "nummer", "num id",
            "vpnr", "vp nr", "versuchsperson", "doente", "código doente", "subjno", "subj no",
            "subject key", "teilnehmercode", "teilnehmer code", "identifiant sujet",
            "identifiant patient", "identifiant participant", "identifiant du sujet",
            "identifiant du patient", "identifiant du participant",
        ),
    )  # fmt: skip


def _declare_date(table: TableName, help_text: str, aliases: tuple[str, ...]) -> Field:
    names = ("date", "fecha", "data", "datum", *aliases)
    return Field("date", mark("Date"), table, "date", help_text, aliases=names)


def _declare_day(table: TableName) -> Field:
    return Field(
        "day",
        mark("Study day"),
        table,
        "number",
        mark("Day counted from the first infusion (day 0), where there is no date."),
        unit=mark("days"),
        low=-730,
        high=730,
        aliases=("study day", "day", "jour", "jour d'étude", "dia", "tag"),
    )


def _make_text(key: str, title: str, help_text: str, aliases: tuple[str, ...]) -> Field:
    return Field(key, title, "patients", "text", help_text, aliases=aliases)


def _make_yes_no(key: str, title: str, help_text: str, aliases: tuple[str, ...]) -> Field:
    return Field(key, title, "patients", "yes_no", help_text, aliases=aliases)


def _declare_rescue(
    key: str, titles: tuple[str, str], help_text: str, names: tuple[str, ...]
) -> tuple[Field, Field]:
    """Return the date and the study day of what a relapse led to."""
    by_date = (*names, *(f"{name} date" for name in names), *(f"date {name}" for name in names))
    by_day = (*(f"{name} day" for name in names), *(f"jour {name}" for name in names))
    day = _declare_day("patients")
    return (
        Field(f"rescue_{key}_date", titles[0], "patients", "date", help_text, aliases=by_date),
        replace(day, key=f"rescue_{key}_day", title=titles[1], aliases=by_day),
    )


def _declare_pressure(
    key: str, title: str, low: float, high: float, names: tuple[str, ...], moments: tuple[str, ...]
) -> Field:
    return Field(
        key,
        title,
        "infusions",
        "number",
        mark("Blood pressure before the infusion, or the highest during or after it."),
        unit="mmHg",
        low=low,
        high=high,
        aliases=tuple(f"{name} {moment}" for name in names for moment in moments),
    )


_INFUSION_NUMBER = (
    "infusion", "infusion number", "infusion no", "perfusion", "no perfusion", "numéro perfusion",
    "perf", "perf no", "inf", "inf no", "infusion nr", "infusión", "infusão", "infusion session",
    "treatment no", "dose no", "exseq",
)  # fmt: skip
_SYSTOLIC = (
    "systolic", "sbp", "pas", "systolique", "ta syst", "ta systolique", "sistólica", "sys",
    "bp sys", "systolic bp", "bp systolic", "sys bp", "systolic pressure", "tas", "ta sys",
    "pa sys", "pressão sistólica", "systolisch", "rr sys", "presión sistólica",
)  # fmt: skip
_DIASTOLIC = (
    "diastolic", "dbp", "pad", "diastolique", "ta diast", "ta diastolique", "diastólica", "dia bp",
    "bp dia", "diastolic bp", "bp diastolic", "diastolic pressure", "tad", "ta dia", "pa dia",
    "pressão diastólica", "diastolisch", "rr dia", "presión diastólica",
)  # fmt: skip
_HEART_RATE = (
    "heart rate", "hr", "pulse", "fc", "pouls", "fréquence cardiaque", "frecuencia cardiaca",
    "puls",
)  # fmt: skip
_BEFORE = ("before", "pre", "baseline", "avant", "antes", "vor", "0")
_HIGHEST = ("peak", "max", "highest", "maximum", "maximale", "mx")

FIELDS: tuple[Field, ...] = (
    _declare_patient_id("patients"),
    Field(
        "age",
        mark("Age"),
        "patients",
        "number",
        mark("Age at the first infusion."),
        unit=mark("years"),
        low=12,
        high=110,
        aliases=("age", "age years", "âge", "edad", "idade", "alter", "age ans", "age at baseline",
                 "lebensalter", "âge du patient", "age yrs", "agey"),
    ),
    Field(
        "sex",
        mark("Sex"),
        "patients",
        "choice",
        mark("Sex, as the study records it."),
        choices=SEXES,
        aliases=(
            "sex", "gender", "sexe", "genre", "sexo", "género", "gênero", "geschlecht",
            "sex at birth", "sex birth", "biological sex", "gndr", "m f", "f m", "h f", "f h",
            "sex assigned at birth", "geschl", "sex label", "gender label",
        ),
    ),
    Field(
        "anxiety",
        mark("Comorbid anxiety"),
        "patients",
        "yes_no",
        mark("Whether the patient has a comorbid anxiety disorder."),
        aliases=(
            "anxiety", "comorbid anxiety", "anxiety disorder", "anxiété", "anxiété comorbide",
            "trouble anxieux", "ansiedad", "ansiedade", "comorb anxiety", "comorb anxieuse",
            "comorbidité anxieuse", "comorb ansiedade", "ansiedade comórbida",
            "ansiedad comórbida", "trastorno de ansiedad", "angststörung",
        ),
    ),
    Field(
        "bipolar",
        mark("Bipolar disorder"),
        "patients",
        "yes_no",
        mark("Whether the depression is part of a bipolar disorder."),
        aliases=("bipolar", "bipolar disorder", "bipolaire", "trouble bipolaire", "bipolarité"),
    ),
    _make_text(
        "diagnosis",
        mark("Diagnosis"),
        mark("Main diagnosis, in the study's own words."),
        (
            "diagnosis", "main diagnosis", "dx", "diagnostic", "diagnostic principal",
            "diagnóstico", "dx principal", "primary dx", "main dx",
        ),
    ),
    Field(
        "episode_months",
        mark("Length of the episode"),
        "patients",
        "number",
        mark("How long the current episode had lasted."),
        unit=mark("months"),
        low=0,
        high=600,
        aliases=(
            "episode months", "episode duration months", "duration of episode", "episode length",
            "durée de l'épisode", "durée épisode mois",
        ),
    ),
    Field(
        "failed_trials",
        mark("Failed medication trials"),
        "patients",
        "integer",
        mark("Adequate antidepressant trials that failed."),
        low=0,
        high=40,
        aliases=(
            "failed trials", "number of failed trials", "failed antidepressants",
            "failed ad trials", "failed meds", "failed medications", "essais échoués", "failed ads",
            "nb atd", "nb atd essayés", "nombre atd", "nb antidépresseurs", "nb d'antidépresseurs",
            "atd échoués", "nb atd échoués",
            "nombre d'essais", "échecs médicamenteux", "failed ad", "tentativas falhas",
            "tratamentos falhados", "ensayos fallidos", "tratamientos fallidos",
        ),
    ),
    _make_yes_no(
        "ect",
        mark("Electroconvulsive therapy"),
        mark("Whether the patient ever had electroconvulsive therapy."),
        (
            "ect", "ect ever", "previous ect", "prior ect", "electroconvulsive therapy",
            "ect antérieure", "sismo", "ect prévia", "ect previa", "ect prev", "tec previa",
        ),
    ),
    _make_text(
        "ect_outcome",
        mark("Outcome of electroconvulsive therapy"),
        mark("How electroconvulsive therapy ended, in the study's own words."),
        ("ect outcome", "ect response", "outcome of ect", "réponse à l'ect"),
    ),
    Field(
        "maudsley",
        mark("Maudsley stage"),
        "patients",
        "integer",
        mark("Maudsley staging score: 3–6 mild, 7–10 moderate, 11–15 severe resistance."),
        low=3,
        high=15,
        aliases=("maudsley", "msm", "maudsley stage", "maudsley score", "stade de maudsley"),
    ),
    _make_yes_no(
        "benzodiazepine",
        mark("Benzodiazepine"),
        mark("Whether the patient took a benzodiazepine during the infusions."),
        ("benzodiazepine", "benzo", "bzd", "benzodiazépine", "benzodiacepina"),
    ),
    _make_text(
        "other_medication",
        mark("Other medication"),
        mark("Other medication during the infusions, in the study's own words."),
        ("other medication", "other medications", "autre médication", "autres médicaments"),
    ),
    _make_yes_no(
        "psychotherapy",
        mark("Psychotherapy with ketamine"),
        mark("Whether psychotherapy went with the infusions."),
        ("psychotherapy", "psychotherapy with ketamine", "psychothérapie"),
    ),
    Field(
        "psychotherapy_sessions",
        mark("Psychotherapy sessions"),
        "patients",
        "integer",
        mark("Sessions of psychotherapy that went with the infusions."),
        low=0,
        high=100,
        aliases=("psychotherapy sessions", "séances de psychothérapie"),
    ),
    _make_yes_no(
        "previous_ketamine",
        mark("Previous ketamine"),
        mark("Whether the patient had ketamine treatment before."),
        ("previous ketamine", "prior ketamine", "kétamine antérieure"),
    ),
    _make_text(
        "site",
        mark("Site"),
        mark("Centre in which the patient was treated."),
        ("site", "centre", "center", "study site", "siteid", "clinic", "clinique", "centro",
         "data access group", "redcap data access group", "site abbreviation"),
    ),
    _make_text(
        "rater",
        mark("Rater"),
        mark("Who rated the patient, by the study's own code; never a name."),
        ("rater", "rater code", "évaluateur", "code évaluateur"),
    ),
    *_declare_rescue(
        "ect",
        (mark("ECT after ketamine"), mark("Day of ECT after ketamine")),
        mark("First electroconvulsive therapy after the infusions; relapse may count it."),
        ("ect after ketamine", "rescue ect", "post ketamine ect", "ect après kétamine"),
    ),
    *_declare_rescue(
        "admission",
        (mark("Admission after ketamine"), mark("Day of admission after ketamine")),
        mark("First psychiatric admission after the infusions; relapse may count it."),
        (
            "admission after ketamine", "rescue admission", "readmission", "rehospitalization",
            "hospitalisation après kétamine", "réhospitalisation", "réadmission",
        ),
    ),
    Field(
        "events_asked",
        mark("Asked about adverse events"),
        "patients",
        "yes_no",
        mark("Whether the patient was asked about adverse events; not asked is not without event."),
        aliases=("events asked", "ae asked", "adverse events asked", "événements recherchés"),
    ),
    Field(
        # The two scores of a table of patients become rows of assessments.
        "score_before",
        mark("Score before"),
        "patients",
        "number",
        mark("Total score before the first infusion."),
        aliases=(
            f"{_SCALE} before", f"{_SCALE} pre", f"pre {_SCALE}", f"{_SCALE} baseline",
            f"baseline {_SCALE}", "before", f"{_SCALE} avant", f"{_SCALE} départ",
            f"{_SCALE} initial", "score avant", f"score {_SCALE} avant", f"{_SCALE} antes",
            f"{_SCALE} t0", f"{_SCALE} vor", "pre", "baseline",
        ),
    ),
    Field(
        "score_after",
        mark("Score after"),
        "patients",
        "number",
        mark("Total score after the last infusion."),
        aliases=(
            f"{_SCALE} after", f"{_SCALE} post", f"post {_SCALE}", f"{_SCALE} endpoint",
            f"{_SCALE} final", "after", f"{_SCALE} après", f"{_SCALE} fin", "score après",
            f"score {_SCALE} après", f"{_SCALE} después", f"{_SCALE} depois", f"{_SCALE} nach",
            "post",
        ),
    ),
    Field(
        "notes",
        mark("Notes"),
        "patients",
        "text",
        mark("Your notes on the patient; without names, dates or numbers that point to a person."),
        aliases=("patient notes", "notes du patient"),
        identifying=True,
    ),
    _declare_patient_id("tms_courses"),
    Field(
        "stimulator",
        mark("Stimulator"),
        "tms_courses",
        "text",
        mark("Make of the stimulator."),
        aliases=("stimulator", "device", "tms device", "stimulateur", "appareil", "dispositivo"),
    ),
    Field(
        "coil",
        mark("Coil"),
        "tms_courses",
        "text",
        mark("Coil, by the maker's name."),
        aliases=("coil", "bobine", "bobina", "spule"),
    ),
    Field(
        "target",
        mark("Target"),
        "tms_courses",
        "text",
        mark("Stimulated region."),
        aliases=("target", "stimulation site", "cible", "blanco", "alvo"),
    ),
    Field(
        "localisation",
        mark("Localisation"),
        "tms_courses",
        "text",
        mark("How the target was found."),
        aliases=("localisation", "localization", "localisation method", "méthode de localisation"),
    ),
    Field(
        "percent_mt",
        mark("Intensity"),
        "tms_courses",
        "number",
        mark("Intensity as a percentage of the motor threshold."),
        unit=mark("% MT"),
        low=20,
        high=140,
        aliases=(
            "% mt", "percent mt", "pct mt", "intensity", "% rmt", "intensité", "intensity % mt",
            "% sm", "% smr", "% seuil moteur",
        ),
    ),
    Field(
        "frequency_hz",
        mark("Frequency"),
        "tms_courses",
        "number",
        mark("Pulses per second within a train."),
        unit="Hz",
        low=0.1,
        high=100,
        aliases=("frequency", "frequency hz", "hz", "fréquence", "frecuencia", "freq"),
    ),
    Field(
        # A theta-burst train is described by two frequencies: within a burst, and of the bursts.
        "pulses_per_burst",
        mark("Pulses per burst"),
        "tms_courses",
        "integer",
        mark("Theta bursts alone: pulses in one burst."),
        low=2,
        high=5,
        aliases=("pulses per burst", "impulsions par rafale", "burst pulses"),
    ),
    Field(
        "burst_frequency_hz",
        mark("Burst frequency"),
        "tms_courses",
        "number",
        mark("Theta bursts alone: pulses per second within a burst."),
        unit="Hz",
        low=20,
        high=100,
        aliases=("burst frequency", "burst hz", "fréquence dans la rafale"),
    ),
    Field(
        "train_seconds",
        mark("Train duration"),
        "tms_courses",
        "number",
        mark("Duration of one train."),
        unit="s",
        low=0.1,
        high=1800,
        aliases=("train seconds", "train duration", "train sec", "durée du train", "time on"),
    ),
    Field(
        "inter_train_interval_seconds",
        mark("Inter-train interval"),
        "tms_courses",
        "number",
        mark("Pause between the end of one train and the start of the next."),
        unit="s",
        low=0,
        high=120,
        aliases=("inter train interval", "iti", "intervalle inter trains", "time off", "iti s"),
    ),
    Field(
        "trains",
        mark("Trains"),
        "tms_courses",
        "integer",
        mark("Trains in one session."),
        low=1,
        high=200,
        aliases=(
            "trains", "number of trains", "n trains", "nombre de trains", "trains per session",
        ),
    ),
    Field(
        "pulses_per_session",
        mark("Pulses per session"),
        "tms_courses",
        "integer",
        mark("Pulses in one session, as recorded."),
        low=1,
        high=20_000,
        aliases=(
            "pulses per session", "pulses session", "pulses", "impulsions", "impulsions par séance",
        ),
    ),
    Field(
        "sessions",
        mark("Sessions"),
        "tms_courses",
        "integer",
        mark("Sessions received."),
        low=1,
        high=100,
        aliases=(
            "sessions", "number of sessions", "séances", "nombre de séances", "tms sessions",
            "nb séances", "nb de séances", "nbre séances", "n séances", "sesiones", "sitzungen",
        ),
    ),
    Field(
        "start_date",
        mark("First session"),
        "tms_courses",
        "date",
        mark("Date of the first TMS session."),
        aliases=(
            "first session", "première séance", "tms start", "début tms", "début smtr",
            "start of tms", "début", "début rtms",
        ),
    ),
    Field(
        "end_date",
        mark("Last session"),
        "tms_courses",
        "date",
        mark("Date of the last TMS session."),
        aliases=(
            "end date", "last session", "dernière séance", "tms end", "fin tms", "fin smtr",
            "end of tms", "fin", "fin rtms",
        ),
    ),
    Field(
        "scale",
        mark("Scale of the scores"),
        "tms_courses",
        "text",
        mark("Rating scale of the scores before and after TMS; the primary one if not stated."),
        aliases=("tms scale", "scale of tms", "échelle smtr"),
    ),
    Field(
        "score_before",
        mark("Score before TMS"),
        "tms_courses",
        "number",
        mark("Total score before the first TMS session."),
        aliases=(
            "score before tms", "before tms", "pre tms", "pre tms score", "avant smtr",
            "score avant smtr", "pré smtr",
        ),
    ),
    Field(
        "score_after",
        mark("Score after TMS"),
        "tms_courses",
        "number",
        mark("Total score after the last TMS session."),
        aliases=(
            "score after tms", "after tms", "post tms", "post tms score", "après smtr",
            "score après smtr", "post smtr",
        ),
    ),
    Field(
        "adequate",
        mark("Adequate course"),
        "tms_courses",
        "yes_no",
        mark("Whether the course was adequate by the study's own rule."),
        aliases=("adequate course", "adequate tms", "traitement adéquat"),
    ),
    _declare_patient_id("infusions"),
    Field(
        "infusion_number",
        mark("Infusion"),
        "infusions",
        "integer",
        mark("Number of the infusion in the patient's course, from 1."),
        low=1,
        high=60,
        aliases=_INFUSION_NUMBER,
    ),
    _declare_date(
        "infusions",
        mark("Date of the infusion."),
        (
            "infusion date", "date perfusion", "exstdtc", "date of infusion", "date de perfusion",
            "infusion start", "treatment date", "date of treatment", "date given",
        ),
    ),
    _declare_day("infusions"),
    Field(
        "course",
        mark("Course"),
        "infusions",
        "integer",
        mark("Number of the patient's course of infusions, from 1."),
        low=1,
        high=20,
        aliases=("course number", "course no", "no de traitement", "numéro de traitement"),
    ),
    Field(
        "phase",
        mark("Phase"),
        "infusions",
        "choice",
        mark("Whether the infusion belongs to the acute course or to maintenance."),
        choices=PHASES,
        aliases=("phase", "treatment phase", "phase de traitement", "fase"),
    ),
    Field(
        # Wide enough for any adult: what lies beyond is shown to the user, and not refused.
        "weight_kg",
        mark("Weight"),
        "infusions",
        "number",
        mark("Body weight from which the dose was reckoned."),
        unit="kg",
        low=30,
        high=250,
        aliases=("weight", "weight kg", "poids", "poids kg", "peso", "gewicht", "wt", "wt kg"),
    ),
    Field(
        "dose_mg_per_kg",
        mark("Dose by weight"),
        "infusions",
        "number",
        mark("Ketamine per kilogram of body weight."),
        unit="mg/kg",
        low=0.05,
        high=2,
        aliases=(
            "dose mg kg", "mg kg", "dose mgkg", "dose", "ketamine mg kg", "kétamine mg kg", "dosis",
        ),
    ),
    Field(
        "dose_mg",
        mark("Dose"),
        "infusions",
        "number",
        mark("Ketamine in the whole infusion."),
        unit="mg",
        low=2,
        high=300,
        aliases=(
            "dose mg", "mg", "total mg", "ketamine mg", "kétamine mg", "exdose", "total dose",
            "dose totale", "dosis mg", "dose total",
        ),
    ),
    Field(
        "duration_minutes",
        mark("Duration"),
        "infusions",
        "number",
        mark("Duration of the infusion."),
        unit="min",
        low=1,
        high=240,
        aliases=(
            "duration", "duration min", "minutes", "durée", "durée min", "duration minutes",
            "duração", "duración", "dauer", "length of infusion", "min",
        ),
    ),
    Field(
        "rate_ml_per_h",
        mark("Pump rate"),
        "infusions",
        "number",
        mark("Rate of the pump, as recorded."),
        unit="mL/h",
        low=0.1,
        high=500,
        aliases=(
            "ml h", "ml per hour", "pump rate", "infusion rate", "débit", "débit ml h",
            "rate ml h", "débito", "débito ml h", "laufrate", "laufrate ml h",
        ),
    ),
    _declare_pressure(
        "systolic_before", mark("Systolic pressure before"), 60, 260, _SYSTOLIC, _BEFORE
    ),
    _declare_pressure(
        "systolic_peak", mark("Highest systolic pressure"), 60, 300, _SYSTOLIC, _HIGHEST
    ),
    _declare_pressure(
        "diastolic_before", mark("Diastolic pressure before"), 30, 160, _DIASTOLIC, _BEFORE
    ),
    _declare_pressure(
        "diastolic_peak", mark("Highest diastolic pressure"), 30, 200, _DIASTOLIC, _HIGHEST
    ),
    Field(
        "heart_rate_before",
        mark("Heart rate before"),
        "infusions",
        "number",
        mark("Heart rate before the infusion."),
        unit=mark("/min"),
        low=30,
        high=200,
        aliases=tuple(f"{name} {moment}" for name in _HEART_RATE for moment in _BEFORE),
    ),
    Field(
        "heart_rate_peak",
        mark("Highest heart rate"),
        "infusions",
        "number",
        mark("Highest heart rate during or after the infusion."),
        unit=mark("/min"),
        low=30,
        high=250,
        aliases=(
            "max heart rate",
            *(f"{name} {moment}" for name in _HEART_RATE for moment in _HIGHEST),
        ),
    ),
    Field(
        "spo2_lowest",
        mark("Lowest oxygen saturation"),
        "infusions",
        "number",
        mark("Lowest oxygen saturation during the infusion."),
        unit="%",
        low=50,
        high=100,
        aliases=("spo2", "spo2 min", "lowest spo2", "saturation", "spo2 minimale", "sat o2"),
    ),
    Field(
        "sedation_score",
        mark("Highest sedation score"),
        "infusions",
        "number",
        mark("Highest score of the sedation scale that the study uses."),
        low=-5,
        high=10,
        aliases=("sedation scale", "moaa s", "rass", "ramsay", "score de sédation"),
    ),
    Field(
        "cadss_version",
        mark("CADSS version"),
        "infusions",
        "choice",
        mark("Which form of the CADSS was used."),
        choices=CADSS_VERSIONS,
        aliases=("cadss version", "version cadss", "cadss form"),
    ),
    Field(
        "bprs_positive",
        mark("BPRS+"),
        "infusions",
        "number",
        mark("Highest total of the four positive items of the BPRS at this infusion."),
        low=0,
        high=28,
        aliases=("bprs positive", "bprs+", "bprs pos", "bprs psychosis"),
    ),
    Field(
        "cadss",
        mark("CADSS"),
        "infusions",
        "integer",
        mark("Highest total of the CADSS at this infusion; of 23 items if no version is stated."),
        low=0,
        high=108,
        aliases=("cadss", "cadss total", "cadss peak", "cadss max", "cadss score"),
    ),
    _declare_patient_id("assessments"),
    Field(
        "scale",
        mark("Scale"),
        "assessments",
        "text",
        mark("Rating scale."),
        aliases=(
            "scale", "instrument", "échelle", "escala", "skala", "param", "qscat", "questionnaire",
            "measure", "rating scale", "scale name", "cuestionario", "fragebogen",
        ),
    ),
    Field(
        "moment",
        mark("Moment"),
        "assessments",
        "choice",
        mark("Before or after the infusions, where there is neither date nor day."),
        choices=MOMENTS,
        aliases=(
            "moment", "time", "timepoint", "time point", "visit", "visite", "temps", "visita",
            "momento", "zeitpunkt", "session", "session id", "redcap event name", "event name",
            "stage", "phase", "étape", "wave", "avisit", "visit name", "nom de la visite",
            "moment de mesure", "temps de mesure", "tiempo", "tempo", "messzeitpunkt",
            "visita estudio", "event", "period", "time of rating", "when", "visit type",
            "type of visit", "type de visite", "survey parent", "consulta", "événement",
            "nom de l'événement", "nom événement", "study event oid", "study event name",
        ),
    ),
    _declare_date(
        "assessments",
        mark("Date of the rating."),
        (
            "rating date", "date évaluation", "adt", "qsdtc", "visit date", "assessment date",
            "date of visit", "date of assessment", "date of rating", "date de visite",
            "date de cotation", "fecha de visita", "data da visita", "visitendatum", "date visite",
            "fecha evaluación", "fecha de evaluación", "date de l'évaluation", "date événement",
            "date de l'événement", "erhebungsdatum", "datum der erhebung", "data avaliação",
            "data da avaliação", "data de avaliação",
        ),
    ),
    _declare_day("assessments"),
    Field(
        "score",
        mark("Score"),
        "assessments",
        "number",
        mark("Total score."),
        required=True,
        aliases=(
            "score", "total", "score total", "total score", "value", "aval", "qsstresn", "result",
        ),
    ),
    _declare_patient_id("adverse_events"),
    Field(
        "infusion_number",
        mark("Infusion"),
        "adverse_events",
        "integer",
        mark("The infusion during or after which it happened."),
        low=1,
        high=60,
        aliases=_INFUSION_NUMBER,
    ),
    Field(
        "term",
        mark("Event"),
        "adverse_events",
        "text",
        mark("The event, in the preferred term the study uses."),
        required=True,
        aliases=(
            "term", "event", "adverse event", "ae", "ae term", "événement", "effet indésirable",
            "événement indésirable", "effet", "ei", "effet secondaire", "side effect",
            "evento adverso", "nebenwirkung", "aeterm", "aedecod", "preferred term", "reaction",
            "symptôme", "symptom", "efecto adverso", "efeito adverso", "unerwünschtes ereignis",
            "what happened", "término", "termo", "otros efectos", "other effects",
            "autres effets", "outros efeitos", "other events", "andere nebenwirkungen",
        ),
    ),
    Field(
        "soc",
        mark("System organ class"),
        "adverse_events",
        "text",
        mark("Body system the event belongs to."),
        aliases=(
            "soc", "system organ class", "classe de système d'organes", "body system", "aebodsys",
        ),
    ),
    Field(
        "severity",
        mark("Severity"),
        "adverse_events",
        "choice",
        mark("How intense it was. Severe is not serious."),
        choices=SEVERITIES,
        aliases=(
            "severity", "intensity", "sévérité", "intensité", "grade", "aesev", "aetoxgr",
            "severidad", "gravidade", "gravité", "schweregrad", "intensidad", "gravedad",
            "mild mod sev", "mild moderate severe",
        ),
    ),
    Field(
        "serious",
        mark("Serious"),
        "adverse_events",
        "yes_no",
        mark("Death, danger to life, hospital stay, disability, or medically important."),
        aliases=("serious", "sae", "grave", "gravité", "seriousness", "aeser", "serious event",
                 "serious ae", "serious adverse event", "eig", "événement indésirable grave",
                 "serio"),
    ),
    Field(
        "serious_criterion",
        mark("Seriousness criterion"),
        "adverse_events",
        "choice",
        mark("Why the event is serious."),
        choices=CRITERIA,
        aliases=("seriousness criterion", "sae criterion", "critère de gravité", "serious because"),
    ),
    Field(
        "relatedness",
        mark("Relatedness"),
        "adverse_events",
        "choice",
        mark("How likely the treatment caused it."),
        choices=RELATEDNESS,
        aliases=(
            "relatedness", "related", "causality", "attribution", "lien", "lien de causalité",
            "imputabilité", "relationship", "causalidad", "relación", "causalidade", "aerel",
            "kausalität", "related to study drug", "related to drug", "relación", "relacion",
            "relação",
        ),
    ),
    Field(
        "onset",
        mark("Onset"),
        "adverse_events",
        "text",
        mark("When it began: during the infusion, the same day, between infusions."),
        aliases=("onset", "start", "début", "apparition", "when", "quand"),
    ),
    Field(
        # A year at most: longer is a unit other than hours.
        "duration_hours",
        mark("Duration"),
        "adverse_events",
        "number",
        mark("How long it lasted."),
        unit="h",
        low=0,
        high=8760,
        aliases=("duration h", "duration hours", "event duration", "durée h", "durée heures"),
    ),
    Field(
        "action",
        mark("Action taken"),
        "adverse_events",
        "text",
        mark("What was done about the treatment."),
        aliases=(
            "action", "action taken", "mesure", "mesure prise", "aeacn", "action on treatment",
            "act", "acción", "conduite", "conduite tenue", "maßnahme",
        ),
    ),
    Field(
        "outcome",
        mark("Outcome of the event"),
        "adverse_events",
        "text",
        mark("How it ended."),
        aliases=("outcome", "issue", "évolution", "resolution", "aeout", "resolved", "desenlace"),
    ),
    Field(
        "description",
        mark("Description"),
        "adverse_events",
        "text",
        mark("The event in free words; without names, dates or numbers that point to a person."),
        aliases=("description", "comment", "narrative", "commentaire", "texte libre"),
        identifying=True,
    ),
)  # fmt: skip


def get_fields(table: TableName) -> tuple[Field, ...]:
    """Return the columns of a table in their declared order.

    Parameters
    ----------
    table : TableName

    Returns
    -------
    tuple of Field

    Examples
    --------
    >>> get_fields("infusions")[0].key
    'patient_id'
    """
    return tuple(field for field in FIELDS if field.table == table)


def get_field(table: TableName, key: str) -> Field:
    """Return one column of a table.

    Parameters
    ----------
    table : TableName
    key : str
        The column's name.

    Returns
    -------
    Field

    Raises
    ------
    KeyError
        If the table has no such column.

    Examples
    --------
    >>> get_field("infusions", "dose_mg_per_kg").unit
    'mg/kg'
    """
    for field in FIELDS:
        if (field.table, field.key) == (table, key):
            return field
    raise KeyError(f"{table}.{key}")
