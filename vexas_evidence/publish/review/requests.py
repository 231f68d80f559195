"""What the review page asks and decides, from the JSON of a request to a decision of the reviewer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from vexas_evidence.analysis.review import decisions
from vexas_evidence.analysis.review.decisions import Decided, NewEstimate
from vexas_evidence.analysis.review.reviewer import Pick, Reviewer
from vexas_evidence.publish.review import screen

T = TypeVar("T")


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
        return screen.reading_json(self.reviewer, self._pick(asked), str(asked.get("duration", "")))

    def decide(self, asked: Any) -> dict[str, Any]:
        """Carry out what the page decided, and return what came of it."""
        if not isinstance(asked, dict):
            raise Refused("a decision is an object")
        match asked.get("do"):
            case "accept":
                because = str(asked.get("because", ""))
                done = decisions.accept(self.reviewer, str(asked.get("estimate")), self._pick(asked), because)
            case "add":
                done = decisions.add_estimate(self.reviewer, self._new(asked.get("new")), self._pick(asked))
            case "reject":
                reason = str(asked.get("reason", ""))
                done = decisions.reject(self.reviewer, str(asked.get("estimate")), self._pick(asked), reason)
            case "waive":
                done = decisions.waive(self.reviewer, [self._pick(asked)], str(asked.get("reason", "")))
            case "waive-by-rule" if not self.reviewer.is_second:
                done = decisions.waive_by_rule(self.reviewer)
            case "waive-left":
                done = decisions.waive_left(self.reviewer, str(asked.get("reason", "")))
            case "denominator":
                done = decisions.give_denominator(self.reviewer, str(asked.get("estimate")))
            case "undo" if self._done:
                decisions.undo(self.reviewer, self._done[-1])
                self._done.pop()
                return {"written": True, "discrepancies": []}
            case _:
                raise Refused("no such decision")
        if done.is_written:
            self._done.append(done)
        found = screen.shown(self.reviewer, done.discrepancies)
        return {"written": done.is_written, "discrepancies": found, "differs": done.differs}

    def _pick(self, asked: Mapping[str, Any]) -> Pick:
        """The tokens of a request, such as "12.3" for the third token of the thirteenth sentence."""
        sentence, _, token = str(asked.get("token")).partition(".")
        if not (sentence.isdecimal() and token.isdecimal() and int(sentence) < len(self._places)):
            raise Refused(f"no token {asked.get('token')!r}")
        given = {key: asked[key] for key in ("to", "part", "head", "when") if asked.get(key)}
        return _valid(Pick, {"place": self._places[int(sentence)], "token": int(token), **given})

    def _new(self, given: Any) -> NewEstimate:
        if not isinstance(given, dict):
            raise Refused("no estimate is described")
        return _valid(NewEstimate, given)


def _valid(kind: type[T], given: Any) -> T:
    try:
        return TypeAdapter(kind).validate_python(given)
    except ValidationError as error:
        detail = error.errors()[0]
        raise Refused(f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}") from None
