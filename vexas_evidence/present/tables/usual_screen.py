"""The topic, lead and tiles of a first screen that nobody wrote, from what the study compares and reports.

A study of effects leads with its effect on the primary outcome, or on the one that the question names first, beside
its arms; benefits and harms have their tiles by turns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.statistics.compared_arms import Comparison, comparisons
from vexas_evidence.analysis.statistics.full_reference import lowered
from vexas_evidence.analysis.wording.estimate_words import EstimateWords
from vexas_evidence.analysis.wording.statement_text import lead_of, listed, reported_on
from vexas_evidence.model import Arm, Estimate, FirstScreen, RenderedStatement, Tile
from vexas_evidence.model.estimation import StudyDesign
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.model.record import TIME_NOT_STATED
from vexas_evidence.present.marks import Direction, direction_of
from vexas_evidence.present.spans import Spans, to_line
from vexas_evidence.present.tables.absent import critical_absent
from vexas_evidence.present.tables.reported import Group, by_turns, groups
from vexas_evidence.present.tables.summary_of_findings import ordered, rank
from vexas_evidence.system.grouping import grouped

_MOST_TILES, _MOST_NUMBERS, _MOST_COMPARED, _MOST_ABSENT = 5, 3, 5, 3
"""The tiles, the numbers of one and of one with effects, and the outcomes named that are not stated."""
_LONGEST_TOPIC, _LONGEST_SENTENCE = 130, 240
"""The most letters of a topic, else the study's title stands, and of a sentence of the lead, else it is left out."""
_SIZES = ("randomized", "treated", "analyzed")


def usual_tiles(numbers: Numbers) -> Iterator[Tile]:
    """Tiles of what is compared, then of other results by heading and direction, and of what is not stated."""
    critical = _critical(numbers)
    compared = list(_compared(numbers))
    before = Counter(_is_harm(numbers, members) for _, _, members in compared)
    seen = {members[0].outcome for _, _, members in compared}
    others = (each for group in groups(numbers) for each in _packed(numbers, group, seen))
    every = [*compared, *((place + before[_is_harm(numbers, of)], title, of) for place, title, of in others)]
    # Each heading and direction has its first tile before any has its second
    first = sorted(range(len(every)), key=lambda place: every[place][0])[: _MOST_TILES - bool(critical)]
    for place in sorted(first, key=lambda place: (_is_harm(numbers, every[place][2]), place)):
        _, title, members = every[place]
        of = tuple(each.id for each in members)
        # Arms that are compared may be more than the numbers of a tile that somebody writes
        yield Tile.model_construct(id=f"tile-{place}", title=title, of=of, not_stated=(), note=None)
    if critical:
        yield Tile(id="critical", title=fixed("screen.critical"), not_stated=critical)


def usual_topic(numbers: Numbers) -> Spans:
    """What is compared, in whom, and the first outcome; empty where no arm is set against another, or in nobody."""
    found, population = _outcomes_compared(numbers), numbers.evidence.question.population
    if not found or population is None:
        return ()
    main = next(iter(found.values()))[0]
    arm, comparator = (numbers.arms[each].label for each in (main.arm, main.comparator))
    parts = {"arm": f"{arm[:1].upper()}{arm[1:]}", "comparator": lowered(comparator)}
    parts |= {"who": lowered(population.rstrip(". ")), "outcome": lowered(numbers.outcomes[main.outcome].label)}
    topic = fixed("screen.compared", **parts)
    return (topic,) if len(topic) <= _LONGEST_TOPIC else ()


def usual_lead(numbers: Numbers) -> str:
    """What was compared or how many were studied, the first benefit and harm, and what is not stated."""
    shown = [[numbers.study.estimates[name] for name in tile.of] for tile in usual_tiles(numbers) if tile.of]
    first = [next((of for of in shown if _is_harm(numbers, of) == harm), None) for harm in (False, True)]
    rest = FirstScreen.model_construct(topic="", lead=(), not_stated=_critical(numbers), tiles=())
    of_arms = [_stated(numbers, of) for of in first if of and _has_arms(numbers, of)]
    alone = [f"{{{of[0].id}.full}}" for of in first if of and not _has_arms(numbers, of)]
    reported = fixed("lead.reported", results=listed(alone)) if alone else ""
    said = (_studied(numbers), *of_arms, reported)
    short = (each for each in said if len(to_line(numbers.spans(each))) <= _LONGEST_SENTENCE)
    return " ".join(filter(None, (*short, lead_of(numbers, rest))))


def _critical(numbers: Numbers) -> tuple[str, ...]:
    """The first critical outcomes without a number."""
    found = [each.outcome.id for group in critical_absent(numbers) for each in group.outcomes]
    return tuple(found[:_MOST_ABSENT])


def _is_harm(numbers: Numbers, estimates: Iterable[Estimate]) -> bool:
    return all(numbers.outcomes[each.outcome].role == "harm" for each in estimates)


def _has_arms(numbers: Numbers, estimates: Iterable[Estimate]) -> bool:
    """Whether results are of more than one arm."""
    arms = {numbers.study.arm_of(each) for each in estimates}
    return len(arms) > 1 or any(MEASURES[each.measure].compares for each in estimates)


def _outcomes_compared(numbers: Numbers) -> dict[str, list[Comparison]]:
    """The comparisons of each outcome, the main one first: primary outcomes, then by the question, harms by turns."""
    known = sorted(comparisons(numbers.evidence, numbers.study), key=lambda each: rank(numbers, each))
    primary = {each.outcome for each in known if each.effect and each.effect.priority == "primary"}
    reported = dict.fromkeys(each.outcome for each in numbers.study.estimates.values())
    compared = {each.outcome for each in known}
    names = by_turns(numbers, (each for each in reported if each in compared), {})
    names.sort(key=lambda name: name not in primary)
    return {name: [each for each in known if each.outcome == name] for name in names}


def _compared(numbers: Numbers) -> Iterator[tuple[int, str, list[Estimate]]]:
    """A tile an outcome: the effects of its main comparison, and the results of the arms behind them."""
    before: Counter[bool] = Counter()
    for outcome, found in _outcomes_compared(numbers).items():
        main, of_arms = found[0], dict[tuple[str, str], Comparison]()
        for each in found:
            if (each.timepoint, each.main.measure) == (main.timepoint, main.main.measure):
                of_arms.setdefault((each.arm, each.comparator), each)
        effects = [each.effect for each in of_arms.values() if each.effect]
        sides = {side.id: side for each in of_arms.values() if (side := each.of_arm)}
        sides |= {side.id: side for each in of_arms.values() if (side := each.of_comparator)}
        members = [*effects, *sides.values()]
        members = members if len(members) <= _MOST_COMPARED else [*sides.values()] or effects
        is_harm = _is_harm(numbers, members)
        yield before[is_harm], numbers.outcomes[outcome].label, members
        before[is_harm] += 1


def _packed(numbers: Numbers, group: Group, seen: set[str]) -> Iterator[tuple[int, str, list[Estimate]]]:
    """The tiles of one heading, each with its place in its direction and its title; arms at one time share a tile.

    Effects of no arms are left out.
    """
    of_way: dict[Direction, dict[str, list[list[Estimate]]]] = {}
    results = (line.estimate for line in group.lines if not MEASURES[line.estimate.measure].compares)
    for arms in grouped(results, lambda each: (numbers.measured(each), each.timepoint)).values():
        outcome = numbers.outcomes[arms[0].outcome]
        if outcome.id not in seen:
            of_way.setdefault(direction_of(outcome), {}).setdefault(outcome.id, []).append(arms)
    for of_outcome in of_way.values():
        tiles: list[list[Estimate]] = []
        for arms in (each for name in ordered(numbers, of_outcome) for each in of_outcome[name]):
            if tiles and len(tiles[-1]) + len(arms) <= _MOST_NUMBERS:
                tiles[-1] += arms
            else:
                tiles.append(list(arms))
        for place, members in enumerate(tiles):
            labels = {numbers.measured(each) for each in members}
            yield place, labels.pop() if len(labels) == 1 else group.heading, members


def _studied(numbers: Numbers) -> str:
    """Which arms were compared and how they were allocated, or else how many participants were studied."""
    found = next(iter(_outcomes_compared(numbers).values()), [])
    if not found:
        return _counted(numbers)
    comparators = dict.fromkeys(each.comparator for each in found)
    arms = [each for each in dict.fromkeys(each.arm for each in found) if each not in comparators]
    arm, comparator = (
        listed([_with_size(numbers.arms[each]) for each in side]) for side in (arms or [found[0].arm], comparators)
    )
    design, study = numbers.study.about.study_design, numbers.study.about.name or fixed("lead.study")
    others = fixed("lead.others") if len(numbers.arms) > len({*arms, *comparators, found[0].arm}) else ""
    how = section("lead.allocation")[_allocation(design)]
    return fixed("lead.compared", study=study, arm=arm, comparator=comparator, others=others, how=how)


def _allocation(design: StudyDesign | None) -> str:
    """What was allocated at random, or whether anything was."""
    if design is None or design.randomized is None:
        return "not stated"
    if design.randomized == "yes" and (design.has_clusters or design.arms == "cross-over"):
        return "cluster" if design.has_clusters else "cross-over"
    return design.randomized


def _with_size(arm: Arm) -> str:
    sizes = [getattr(arm.participants, each) for each in _SIZES] if arm.participants else []
    stated = [each for each in sizes if each not in (None, "not stated")]
    return f"{arm.label} ({{{stated[0]}}})" if stated else arm.label


def _counted(numbers: Numbers) -> str:
    """How many the study reports on; "" where it prints the size of no population that is not an arm."""
    for each in filter(numbers.is_denominator, numbers.study.estimates.values()):
        if each.measure == "count" and not numbers.study.arm_of(each):
            return reported_on(numbers, RenderedStatement.model_construct(of=each.id, population=each.population))
    return ""


def _stated(numbers: Numbers, members: list[Estimate]) -> str:
    """The results of a tile as a line: the outcome, its arms, and the effect between them."""
    effects = [each for each in members if MEASURES[each.measure].compares]
    sides = [each for each in members if each not in effects]
    label = numbers.outcomes[members[0].outcome].label
    said = [listed([_of_arm(numbers, each) for each in sides])] if sides else []
    for each in effects:
        named = numbers.measured if len(effects) == 1 and sides else numbers.label
        measure = named(each).removeprefix(f"{label}, ")
        shown = numbers.value(each).text.lower()
        said.append(f"{{{each.id}}}" if shown.startswith(measure) else f"{measure} {{{each.id}}}")
    time = EstimateWords(numbers, members[0], "professional").time or f" ({TIME_NOT_STATED})"
    return f"{label}{time}: {'; '.join(said)}."


def _of_arm(numbers: Numbers, estimate: Estimate) -> str:
    shown = f"{{{estimate.id}}}"
    if numbers.fraction(estimate):
        shown = f"{{{estimate.id}.fraction}} ({{{estimate.id}.percent}})"
    arm = numbers.study.arm_of(estimate)
    return fixed("lead.arm", shown=shown, arm=numbers.arms[arm or ""].label)
