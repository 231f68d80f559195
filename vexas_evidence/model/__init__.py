"""The domain: studies, sources, estimates and their readings, claims and definitions, as frozen records."""

from vexas_evidence.model.estimates import Estimate, Kind, Reading, Results
from vexas_evidence.model.evidence import Change, Changes, Evidence, Reason
from vexas_evidence.model.question import (
    DefaultReport,
    NotStated,
    QuestionFile,
    ReportFile,
    Signoff,
    Signoffs,
)
from vexas_evidence.model.reconciliation import Adjudication, Aspect, Reconciliation, RowMap, SecondReading, Wording
from vexas_evidence.model.record import DataFile, Places, Record
from vexas_evidence.model.review import RejectedCue, Rejection, Review, SecondExtraction
from vexas_evidence.model.source import (
    Citation,
    Decided,
    Declaration,
    Declared,
    Ledger,
    Locator,
    Moment,
    Seen,
    Source,
    Sources,
    Statement,
    Tier,
    Waiver,
    Waivers,
)
from vexas_evidence.model.study import About, Arm, Definition, Finding, LookedFor, Population, Study
from vexas_evidence.model.texts.appraisal import (
    MOST_ROWS,
    Appraisal,
    Baseline,
    Certainty,
    Criterion,
    Domain,
    Judgement,
    Judgements,
    OutcomeRow,
    Rating,
    SeriesQuestion,
)
from vexas_evidence.model.texts.journal_club import Answer, JournalClub, Prompt, Question, Slide
from vexas_evidence.model.texts.narrative import Claim, Derivation, Narrative, Passage, Quantity, Step
from vexas_evidence.model.texts.statements import CardPart, FirstScreen, KeyPoint, RenderedStatement, Standing, Tile
from vexas_evidence.model.vocabulary import Glossary, Outcome, Phrases, Quantifier, Timepoint, Vocabulary
