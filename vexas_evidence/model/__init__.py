"""The domain: studies, sources, estimates and their readings, claims, definitions, all frozen and in place."""

from vexas_evidence.model.about import (
    About,
    Citation,
    Definition,
    Finding,
    LookedFor,
    Population,
)
from vexas_evidence.model.appraisal import (
    MOST_ROWS,
    Appraisal,
    Certainty,
    Criterion,
    Domain,
    Judgement,
    Judgements,
    OutcomeRow,
    Rating,
    SeriesQuestion,
)
from vexas_evidence.model.estimates import Estimate, Kind, Moment, NotStated, Reading, Results
from vexas_evidence.model.evidence import Change, Changes, Choice, Evidence, Reason
from vexas_evidence.model.figures import Flow, Series, Step
from vexas_evidence.model.journal import Answer, JournalClub, Prompt, Question, Slide
from vexas_evidence.model.narrative import Ask, Claim, Narrative, Passage, Quantity, Standing
from vexas_evidence.model.reconciliation import Adjudication, Aspect, Reconciliation, Row, RowMap, Wording
from vexas_evidence.model.record import (
    Places,
    Record,
)
from vexas_evidence.model.sources import Ledger, Locator, Seen, Source, Sources, Statement, Tier
from vexas_evidence.model.study import Study
from vexas_evidence.model.vocabulary import Glossary, Outcome, Quantifier, Timepoint, Vocabulary
from vexas_evidence.model.waivers import Declaration, Declared, Waiver, Waivers

__all__ = [
    "MOST_ROWS",
    "About",
    "Adjudication",
    "Answer",
    "Appraisal",
    "Ask",
    "Aspect",
    "Certainty",
    "Change",
    "Changes",
    "Choice",
    "Citation",
    "Claim",
    "Criterion",
    "Declaration",
    "Declared",
    "Definition",
    "Domain",
    "Estimate",
    "Evidence",
    "Finding",
    "Flow",
    "Glossary",
    "JournalClub",
    "Judgement",
    "Judgements",
    "Kind",
    "Ledger",
    "Locator",
    "LookedFor",
    "Moment",
    "Narrative",
    "NotStated",
    "Outcome",
    "OutcomeRow",
    "Passage",
    "Places",
    "Population",
    "Prompt",
    "Quantifier",
    "Quantity",
    "Question",
    "Rating",
    "Reading",
    "Reason",
    "Reconciliation",
    "Record",
    "Results",
    "Row",
    "RowMap",
    "Seen",
    "Series",
    "SeriesQuestion",
    "Slide",
    "Source",
    "Sources",
    "Standing",
    "Statement",
    "Step",
    "Study",
    "Tier",
    "Timepoint",
    "Vocabulary",
    "Waiver",
    "Waivers",
    "Wording",
]
