"""A copy of the data in which every text field holds what a stranger might type to make code run."""

from __future__ import annotations

import contextlib
import csv
import json
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from tests import DATA, ROOT
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verbal_readings import fill_in_fingerprints
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load import yaml
from vexas_evidence.load.folder import BY_FOLDER, FILES, load
from vexas_evidence.model import Record, Statement
from vexas_evidence.publish.coverage.finished_render import ReportPages
from vexas_evidence.publish.render import Request, render
from vexas_evidence.publish.site import scripts
from vexas_evidence.publish.site.report_data import ReportData, shared_with_pages
from vexas_evidence.sources.ledger import digest
from vexas_evidence.system.problems import BadInput

BEFORE = "=cmd|x "
"""What a spreadsheet would run, were it the beginning of a cell."""
PARTS = (
    "</script><script>hurt=true</script>",
    "<img src=//evil.invalid/x onerror=hurt=true>",
    "\"'><svg/onload=hurt=true> </style><!-- ]]> &lt;",
    '] #import "//evil.invalid/x" #eval("x") #panic() $x$ @evil //c',
    "$(touch hurt) `touch hurt` ; touch hurt",
    r"\input|hurt ^^M %x \\ \end",
    "```=html ::: [a](javascript:hurt=true) ![b](//evil.invalid/b) **b** ~s~ ^s^",
    "'''; import os #",
)
FOREIGN = "Ελληνικά Кириллица"
SHORT = frozenset(
    {
        *(("Outcome", "label"), ("Outcome", "group"), ("Timepoint", "label"), ("Population", "label")),
        *(("Source", "short"), ("Finding", "label")),
    }
)
"""Labels, which have to fit into a figure or a narrow column: each holds one part of the payload, in turn."""
BOUND = frozenset(
    {
        *(("Reading", "printed"), ("Quantity", "printed"), ("Waiver", "printed"), ("Statement", "tokens")),
        *(("Quantifier", "word"), ("Wording", "words"), ("RowMap", "row"), ("Change", "version")),
        *(("Adjudication", key) for key in ("about", "ours", "theirs")),
        *(("Declaration", key) for key in ("check", "found", "expected")),
        *(("Citation", key) for key in ("year", "date", "volume", "issue", "pages", "pmid")),
        *((words, key) for words in ("Phrases", "OutcomePhrases") for key in ("noun", "had", "had_not")),
        *(("Population", "who"), ("Population", "who_plain"), ("Estimate", "phrase")),
    }
)
"""Texts that must fit others, of a ledger, of a table or of their label: a stranger's words there are a discrepancy."""


def free_texts(annotation: Any, value: Any, owner: str = "", key: str = "") -> Iterator[tuple[list[Any], Any]]:
    """Yield the path of each free text of a value that its model describes."""
    inner = list(_parts(annotation))
    if isinstance(value, dict):
        for model in (each for each in inner if isinstance(each, type) and issubclass(each, Record)):
            if set(value) <= set(model.model_fields):
                for name, below in value.items():
                    field = model.model_fields[name]
                    yield from (([name, *path], told) for path, told in free_texts(field, below, model.__name__, name))
                return
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from (([index, *path], told) for path, told in free_texts(annotation, below, owner, key))
    elif is_free(annotation):
        yield [], (owner, key)


def _parts(annotation: Any) -> Iterator[Any]:
    if isinstance(annotation, FieldInfo):
        annotation = annotation.annotation
    yield annotation
    for each in get_args(annotation):
        yield from _parts(each)


def is_free(annotation: Any) -> bool:
    """Say whether an annotation takes any text: neither a pattern, nor one of a few words, nor a number."""
    metadata: list[Any] = []
    if isinstance(annotation, FieldInfo):
        metadata, annotation = list(annotation.metadata), annotation.annotation
    if get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        metadata += more
    flat = [part for each in metadata for part in (each.metadata if isinstance(each, FieldInfo) else [each])]
    if any(getattr(each, "pattern", None) or isinstance(each, AfterValidator) for each in flat):
        return False
    if annotation is str:
        return True
    if get_origin(annotation) is Literal:
        return False
    return any(is_free(each) for each in get_args(annotation) if each is not type(None))


def with_payload(text: str, more: str = "", short: bool = False) -> str:
    """Return a text with the payload around it, or with one part of it that depends on the text."""
    parts = [PARTS[zlib.crc32(text.encode()) % len(PARTS)]] if short else [*PARTS, more]
    return " ".join([f"{BEFORE}{text}", *filter(None, parts)])


def kind_of(path: Path) -> str:
    """The kind of a file of the data, by its folder or its name."""
    return {**BY_FOLDER, "extractions": "extraction"}.get(path.parent.name, path.stem)


def _review(folder: Path) -> None:
    """Write what reviewers decide on a page, of which the real data have none: a rejection, and a second extraction."""
    study, source = folder / "studies" / "frenvex-aza-2025", "ceremaia-uba1"
    first = yaml.plain(yaml.read(study / "estimates.yml", "estimates.yml"))["estimates"]
    read = [(each, [at for at in each.get("readings", ()) if at["source"] == source]) for each in first]
    estimates = [each | {"readings": found} for each, found in read if found]
    waived = yaml.plain(yaml.read(folder / "waivers.yml", "waivers.yml"))["waivers"]
    place = next(at for _, found in read for at in found if "token" in at)
    rejected = {"estimate": "cytopenias", **place, "reason": "of another outcome", "by": "Ada", "on": "2026-11-29"}
    adjudicated = {"about": "Passages, paragraph 4", "field": "value", "ours": "mainly", "theirs": "none"}
    review = {"format": 3, "rejected": [rejected]}
    own = {
        "extractor": "Bob Moor",
        "source": source,
        "estimates": estimates,
        "waived": [each for each in waived if each["source"] == source],
        "adjudicated": [adjudicated | {"reason": "an evaluative word"}],
    }
    (study / "extractions").mkdir()
    (study / "review.yml").write_text(json.dumps(review), encoding="utf-8")
    (study / "extractions" / "bob-moor.yml").write_text(json.dumps(review | own), encoding="utf-8")


def poisoned(folder: Path, more: str = "", skip: frozenset[tuple[str, str]] = BOUND) -> set[tuple[str, str]]:
    """Copy the data to *folder* with the payload in every free text but those of *skip*; returns the fields."""
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("detection.json", "schema"))
    _review(folder)
    done = set()
    for path in sorted(folder.rglob("*.yml")):
        kind = kind_of(path)
        tree = yaml.plain(yaml.read(path, path.name))
        for where, field in list(free_texts(FILES[kind], tree)):
            if field in skip:
                continue
            node: Any = tree
            for step in where[:-1]:
                node = node[step]
            node[where[-1]] = with_payload(node[where[-1]], more, field in SHORT)
            if where[-1] == "section" and kind != "ledger":  # another place, which has another fingerprint
                node.pop("fingerprint", None)
            done.add(field)
        for each in (
            tree.get("adjudicated", ()) if kind in ("reconciliation", "extraction") else ()
        ):  # told of a place, which has it twice
            parts = each["about"].split(", paragraph ")
            each["about"] = ", paragraph ".join(with_payload(part, more) if parts[1:] else part for part in parts)
        if kind == "ledger":
            tree["digest"] = digest(Statement.model_validate(each) for each in tree["statements"])
        path.write_text(json.dumps(tree, ensure_ascii=False, indent=1), encoding="utf-8")
    for path in sorted(folder.rglob("*.csv")):
        head, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
        columns = [head.index(name) for name in ("section", "paragraph")]
        told = [[with_payload(each, more) if at in columns else each for at, each in enumerate(row)] for row in rows]
        with path.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n").writerows([head, *told])
    with contextlib.suppress(BadInput):  # data that are refused need none
        for path, (text, _) in fill_in_fingerprints(folder, load(folder)).items():
            (folder / path).write_text(text, encoding="utf-8")
    return done


def rendered(folder: Path, formats: tuple[str, ...], more: str = "", pages: tuple[str, ...] = ()) -> Path:
    """Render a poisoned copy of the data; the numerals are not placed, as crowded labels overlap."""
    poisoned(folder / "data", more)
    project = ROOT if "html" in formats else without_downloads(folder / "project")
    wanted = Request(project, folder / "data", folder / "site", pages, formats, "embedded")  # type: ignore[arg-type]
    evidence = load(folder / "data")
    numbers, verification = Numbers(evidence, evidence.study), verify_evidence(evidence)
    data = ReportData((folder / "data").resolve(), numbers, verification, ReportPages(project))
    with shared_with_pages(data):
        render(wanted, lambda _: None, lambda site: scripts.write(site, evidence) if "html" in formats else None)
    return folder / "site"


def without_downloads(folder: Path) -> Path:
    """Copy the pages into a folder, without the script that writes the downloads after them."""
    shutil.copytree(ROOT / "report", folder / "report", ignore=shutil.ignore_patterns("generated"))
    shutil.copy(ROOT / "_variables.yml", folder)
    settings = (ROOT / "_quarto.yml").read_text(encoding="utf-8")
    after = "  post-render:\n    - report/hooks/after.py\n"
    assert after in settings
    (folder / "_quarto.yml").write_text(settings.replace(after, ""), encoding="utf-8")
    return folder
