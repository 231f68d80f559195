"""What the review page asks and decides, from the JSON of a request to a decision of the reviewer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from vexas_evidence.analysis.checks.readings import readings_of
from vexas_evidence.analysis.drafts.cues import Cue
from vexas_evidence.analysis.review import decisions, study_facts
from vexas_evidence.analysis.review.citation_entry import CITED
from vexas_evidence.analysis.review.decided import Decided, undo
from vexas_evidence.analysis.review.decisions import NewEstimate
from vexas_evidence.analysis.review.denominator_entry import give_denominator
from vexas_evidence.analysis.review.new_names import Importance, Named, names_in
from vexas_evidence.analysis.review.presets import doubt, unit_doubt
from vexas_evidence.analysis.review.reviewer import Pick, Reviewer, evidence_seen
from vexas_evidence.analysis.review.study_facts import Fact
from vexas_evidence.analysis.review.take_back import take_back
from vexas_evidence.model.estimation import StudyDesign
from vexas_evidence.model.source import SentencePlace
from vexas_evidence.publish.review import screen

_TYPED = ("text", "label", "group", "new_arm", "words", "part")
"""The keys of a decision whose values are words of a person."""
OF_STUDIES = (
    "by its words {!r} the article is a study of studies: a result that it pools is a number of this study, and the "
    "result of one study in it belongs to a study of its own, by vexas-evidence new study"
)
"""What is asked before the first number of such an article is written."""
DESIGN = ("arms", "randomized", "unit_of_allocation", "paired")


class Refused(Exception):
    """A request that no page of ours sends."""


class OpenReview:
    """A review that is under way: who reads what, the article, and the decisions that can be undone."""

    def __init__(self, reviewer: Reviewer, article: Mapping[str, Any]) -> None:
        self.reviewer = reviewer
        self._article = dict(article)
        self._places = list(reviewer.contexts)
        self._done: list[Decided] = []

    def article(self, _: Mapping[str, Any]) -> dict[str, Any]:
        """Return the sentences of the article."""
        return self._article

    def state(self, _: Mapping[str, Any]) -> dict[str, Any]:
        """Return the estimates, and what else stands beside the article."""
        return {**screen.state(self.reviewer), "undo": len(self._done)}

    def reading(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Return how picked tokens can be read."""
        chosen = {key: str(asked.get(key, "")) for key in ("duration", "measure", "population", "estimate")}
        return screen.reading_json(self.reviewer, self._pick(asked), chosen)

    def decide(self, asked: Any) -> dict[str, Any]:
        """Carry out what the page decided, and return what came of it."""
        if not isinstance(asked, dict):
            raise Refused("a decision is an object")
        if asked.get("do") == "undo" and self._done:
            undo(self.reviewer, self._done[-1])
            self._done.pop()
            return {"written": True, "discrepancies": []}
        if not asked.get("sure") and (why := self._doubt(asked)):
            return {"written": False, "discrepancies": [], "differs": False, "doubt": why}
        done = self._of_number(asked) or self._of_study(asked)
        if done is None:
            raise Refused("no such decision")
        if done.is_written:
            self._done.append(done)
        found = [screen.in_fields(each) for each in screen.visible(self.reviewer, done.discrepancies)]
        answer = {"written": done.is_written, "discrepancies": found, "differs": done.differs, "doubt": ""}
        answer["part"] = done.of_part if asked.get("do") == "add" else ""
        return answer if done.is_written else answer | {"names": self.names_in(asked)}

    def names_in(self, asked: Mapping[str, Any]) -> list[str]:
        """Return the names in the texts of a decision that hold a numeral, are not declared yet, and that the article
        prints: "S-1", "grade 3"."""
        study, names = evidence_seen(self.reviewer), list[str]()
        for text in _texts(asked):
            known = (*study.vocabulary.names, *study.study.vocabulary.names, *names)
            names += names_in(text, known, self.reviewer.texts)
        return names

    def _doubt(self, asked: Mapping[str, Any]) -> str:
        """Why a number that is to be read may be of other participants; "" where nothing says so.

        Before the first number of a study of studies is written, it is asked whether it is pooled.
        """
        study = evidence_seen(self.reviewer).study
        of_studies = (each for each in study_facts.open_cues(self.reviewer) if each.kind == "study of studies")
        is_first = all(each.source != self.reviewer.source for _, each in readings_of(study))
        if asked.get("do") == "add" and is_first and (cue := next(of_studies, None)):
            return OF_STUDIES.format(cue.printed)
        if asked.get("do") == "accept" and (known := study.estimates.get(str(asked.get("estimate")))):
            arm, comparator = study.populations[known.population].arm, known.comparator or ""
            measure, unit = str(known.measure), known.unit or ""
        elif asked.get("do") == "add":
            new = self._new(asked.get("new"))
            arm, measure, unit = decisions.arm_of(study, new), new.measure, new.unit
            comparator = "" if new.comparator == decisions.ALL_ARMS else new.comparator
        else:
            return ""
        in_other_unit = unit_doubt(self.reviewer, self._pick(asked), measure, unit)
        if asked.get("do") == "add" and not isinstance(new.population, str) and new.population.new_arm:
            return in_other_unit
        return doubt(self.reviewer, study, self._pick(asked), arm, comparator, measure) or in_other_unit

    def _of_number(self, asked: Mapping[str, Any]) -> Decided | None:
        """Carry out a decision about numbers; None where it is about something else."""
        reviewer = self.reviewer
        estimate, reason, because = (str(asked.get(key, "")) for key in ("estimate", "reason", "because"))
        match asked.get("do"):
            case "accept":
                return decisions.accept(reviewer, estimate, self._pick(asked), because, self._size(asked))
            case "add":
                new = self._new(asked.get("new"))
                return decisions.add_estimate(reviewer, new, self._pick(asked), because, self._size(asked))
            case "reject":
                return decisions.reject(reviewer, estimate, self._pick(asked), reason)
            case "waive":
                return decisions.waive(reviewer, [self._pick(asked)], reason)
            case "waive-by-rule" if not reviewer.is_second:
                return decisions.waive_by_rule(reviewer)
            case "waive-left":
                return decisions.waive_left(reviewer, reason)
            case "denominator":
                return give_denominator(reviewer, estimate)
            case "take-back":
                return take_back(reviewer, str(asked.get("key", "")))
        return None

    def _of_study(self, asked: Mapping[str, Any]) -> Decided | None:
        """Carry out a decision about the study itself; None where it is about something else."""
        reviewer, text = self.reviewer, str(asked.get("text", ""))
        match asked.get("do"):
            case "question":
                return study_facts.state_question(reviewer, text)
            case "rate":
                importance: Importance = _valid(Importance, asked.get("importance"))
                return study_facts.rate(reviewer, str(asked.get("outcome", "")), importance)
            case "record":
                key: study_facts.RecordKey = _valid(study_facts.RecordKey, asked.get("key"))
                return study_facts.state_record(reviewer, key, text)
            case "citation":
                given = asked.get("citation")
                if not isinstance(given, dict) or not given.keys() <= {*CITED}:
                    raise Refused("no citation is described")
                return study_facts.state_citation(reviewer, {key: str(value) for key, value in given.items()})
            case "name":
                return study_facts.state_name(reviewer, text)
            case "arm":
                return study_facts.state_arm(reviewer, text)
            case "rename":
                of_named: Named = _valid(Named, asked.get("of"))
                return study_facts.state_label(reviewer, of_named, str(asked.get("name", "")), text)
            case "design":
                design = _valid(StudyDesign, {key: asked[key] for key in DESIGN if asked.get(key)})
                values = design.model_dump(mode="json", exclude_none=True)
                return study_facts.state_design(reviewer, values)
            case "fact":
                of: study_facts.FactsOf = _valid(study_facts.FactsOf, asked.get("of"))
                place = self._sentence(asked["sentence"]) if asked.get("sentence") is not None else None
                return study_facts.state_fact(reviewer, Fact(of, str(asked.get("label", "")), text, place))
            case "no-fact":
                of = _valid(study_facts.FactsOf, asked.get("of"))
                return study_facts.remove_fact(reviewer, of, str(asked.get("fact", "")))
            case "accept-cue":
                return study_facts.accept_cue(reviewer, self._cue(asked.get("cue")))
            case "reject-cue":
                reason = str(asked.get("reason", ""))
                return study_facts.reject_cue(reviewer, self._cue(asked.get("cue")), reason)
        return None

    def _cue(self, number: Any) -> Cue:
        """A proposal by its number among all that the article suggests."""
        if not (isinstance(number, int) and 0 <= number < len(self.reviewer.cues)):
            raise Refused(f"no proposal {number!r}")
        return self.reviewer.cues[number]

    def _sentence(self, number: Any) -> SentencePlace:
        if not (isinstance(number, int) and 0 <= number < len(self._places)):
            raise Refused(f"no sentence {number!r}")
        return self._places[number]

    def _pick(self, asked: Mapping[str, Any]) -> Pick:
        """The tokens of a request, such as "12.3" for the third token of the thirteenth sentence."""
        sentence, _, token = str(asked.get("token")).partition(".")
        if not (sentence.isdecimal() and token.isdecimal() and int(sentence) < len(self._places)):
            raise Refused(f"no token {asked.get('token')!r}")
        given = {key: asked[key] for key in ("to", "part", "head", "when") if asked.get(key)}
        pick: Pick = _valid(Pick, {"place": self._places[int(sentence)], "token": int(token), **given})
        return pick

    def _size(self, asked: Mapping[str, Any]) -> Pick | None:
        """The tokens that print the denominator; None where it is known, or not stated."""
        size = asked.get("size")
        return self._pick(size) if isinstance(size, dict) and not self.reviewer.is_second else None

    def _new(self, given: Any) -> NewEstimate:
        if not isinstance(given, dict):
            raise Refused("no estimate is described")
        new: NewEstimate = _valid(NewEstimate, given)
        return new


def _texts(asked: Any) -> Iterator[str]:
    """Yield what a person typed in a decision."""
    if isinstance(asked, dict):
        for key, value in asked.items():
            if isinstance(value, dict):
                yield from _texts(value)
            elif isinstance(value, str) and key in _TYPED:
                yield value


def _valid(kind: Any, given: Any) -> Any:
    try:
        return TypeAdapter(kind).validate_python(given)
    except ValidationError as error:
        detail = error.errors()[0]
        raise Refused(f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}") from None
