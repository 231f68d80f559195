from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import EXAMPLE, ROOT
from tests.commands import run_command
from vexas_evidence.load.folder import load

HEADS = "<th>Event</th><th>Willow bark (n = 44)</th><th>Plain tea, N=45</th><th>Total (n = 89)</th>"
ARTICLE = f"""<?xml version="1.0"?><article article-type="research-article"><front><journal-meta>
<journal-title-group><journal-title>Journal of Nowhere</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="doi">10.9999/x.1</article-id><title-group>
<article-title>Willow bark for fever: a randomised trial</article-title></title-group><contrib-group>
<contrib><name><surname>Lark</surname><given-names>Ada B</given-names></name></contrib>
<contrib><name><surname>Wren</surname><given-names>Bo</given-names></name></contrib></contrib-group>
<pub-date><year>2031</year></pub-date><volume>5</volume>
<abstract><sec><title>Methods</title><p>This was an open-label, multicentre trial in 89 adults.</p></sec></abstract>
</article-meta></front><body><sec><title>Results</title><p>Rash occurred in 3 adults.</p>
<table-wrap><label>Table 1</label><table><thead><tr>{HEADS}</tr></thead>
<tbody><tr><td>Rash</td><td>3</td><td>1</td><td>4</td></tr></tbody></table></table-wrap></sec></body></article>"""
NBIB = "PMID- 12\nDP  - 2031 Feb\nTI  - Willow for 2 fevers.\nAU  - Lark A\nJT  - J Now\nAB  - Of 88, 34% were well.\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "data"))


def new(data: Path, text: str = ARTICLE, name: str = "article.xml", study: str = "willow-trial") -> tuple[int, str]:
    """The exit of the command on a file of that text, and what it says on stderr."""
    path = data.parent / name
    path.write_text(text, encoding="utf-8")
    done = run_command("new", "study", study, "--from", str(path), "--as", "Bo Wren", "--data", str(data))
    return done.returncode, done.stderr


def drafted(data: Path) -> list[str]:
    return (data / "studies" / "willow-trial" / "study.yml").read_text(encoding="utf-8").splitlines()


def test_the_citation_is_that_of_the_file(data: Path) -> None:
    assert new(data) == (0, "")
    citation = load(data).studies["willow-trial"].about.citation
    assert (citation.authors, citation.year, citation.volume) == ("Lark AB, Wren B", "2031", "5")
    assert (citation.journal, citation.doi) == ("Journal of Nowhere", "10.9999/x.1")


def test_design_and_arms_are_no_facts_of_the_study(data: Path) -> None:
    new(data)
    about = load(data).studies["willow-trial"].about
    assert (about.study_design, about.design, about.arms, about.pico) == (None, (), (), ())


def test_words_of_a_design_are_proposed_with_their_place(data: Path) -> None:
    new(data)
    title = "Willow bark for fever: a randomised trial"
    proposed = "# study_design: {arms: parallel, randomized: yes, unit_of_allocation: participant}"
    assert f'{proposed}  # "randomised" in {title}, paragraph heading, sentence 1' in drafted(data)
    assert '# a fact of design: masking  # "open-label" in Abstract, paragraph Methods, sentence 1' in drafted(data)


def test_heads_with_their_number_of_participants_are_proposed_as_arms(data: Path) -> None:
    new(data)
    lines = drafted(data)
    place = "in Results, paragraph Table 1, head, sentence 1"
    assert lines[lines.index("# arms:") + 1 :][:3] == [
        f'#   - {{id: willow-bark, label: "Willow bark"}}  # "Willow bark (n = 44)" {place}',
        f'#   - {{id: plain-tea, label: "Plain tea"}}  # "Plain tea, N=45" {place}',
        "pico: []",
    ]


def test_a_proposal_without_its_sign_is_a_fact_that_loads(data: Path) -> None:
    new(data)
    path = data / "studies" / "willow-trial" / "study.yml"
    text = path.read_text(encoding="utf-8")
    for line in ("arms:", "  - {id: willow-bark", "  - {id: plain-tea", "study_design: "):
        text = text.replace(f"# {line}", line)
    path.write_text(text, encoding="utf-8")
    about = load(data).studies["willow-trial"].about
    assert [arm.label for arm in about.arms] == ["Willow bark", "Plain tea"]
    assert about.study_design is not None
    assert about.study_design.randomized == "yes"


def test_the_article_becomes_a_source_of_the_study(data: Path) -> None:
    new(data)
    source = load(data).sources["willow-trial-article"]
    assert (source.tier, source.studies) == ("primary full text", ("willow-trial",))


def test_a_citation_with_an_abstract_becomes_a_primary_abstract(data: Path) -> None:
    assert new(data, NBIB, "x.nbib") == (0, "")
    assert load(data).sources["willow-trial-abstract"].tier == "primary abstract"


def test_a_title_with_a_number_is_the_title_of_a_report(data: Path) -> None:
    new(data, NBIB, "x.nbib")
    about = load(data).studies["willow-trial"].about
    assert (about.title, about.citation.title) == ("Willow for 2 fevers", "Willow for 2 fevers")


def test_a_report_of_the_study_can_be_named_at_once(data: Path) -> None:
    new(data)
    assert load(data).reports["willow-trial"].index_study == "willow-trial"


def test_of_a_review_of_studies_no_design_of_one_is_proposed(data: Path) -> None:
    new(data, ARTICLE.replace("a randomised trial", "a systematic review of randomised trials"))
    proposed = [line for line in drafted(data) if line.startswith(("# study_design:", "# a "))]
    expected = "# a study of studies: enter its pooled results, and the results of each study as a study itself"
    assert [line.partition("  #")[0] for line in proposed] == [expected]


def of_studies(data: Path) -> list[str]:
    """The command on the article of a review of studies."""
    path = data.parent / "article.xml"
    path.write_text(ARTICLE.replace("a randomised trial", "a meta-analysis of trials"), encoding="utf-8")
    return ["new", "study", "willow-trial", "--from", str(path), "--as", "Bo Wren", "--data", str(data)]


def test_of_a_review_of_studies_it_is_said_what_to_do(data: Path) -> None:
    said = run_command(*of_studies(data)).stdout.splitlines()[:2]
    place = "Willow bark for fever: a meta-analysis of trials, paragraph heading, sentence 1"
    assert said == [
        f"article.xml: a study of studies, by its words 'meta-analysis' in {place}",
        "its pooled results are read as those of this study; for the results of a study in it, add that study itself",
    ]


@pytest.mark.parametrize(("answer", "is_written"), [("y", True), ("n", False)])
def test_at_a_terminal_it_is_asked_before_anything_is_written(data: Path, answer: str, is_written: bool) -> None:
    ours, theirs = os.openpty()
    os.write(ours, f"{answer}\n".encode())
    command = [sys.executable, "-m", "vexas_evidence", *of_studies(data)]
    done = subprocess.run(command, stdin=theirs, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ("write it as one study? [Y/n]" in done.stdout, done.returncode) == (True, 0 if is_written else 2)
    assert (data / "studies" / "willow-trial").exists() == is_written


def test_characters_that_the_font_lacks_are_written_as_others(data: Path) -> None:
    new(data, ARTICLE.replace("Willow bark for fever", "Willow‐bark for 熱"))
    assert load(data).studies["willow-trial"].about.citation.title == "Willow-bark for ?: a randomised trial"


def test_a_study_that_is_there_is_not_written_over(data: Path) -> None:
    code, said = new(data, study="marsh-fever-2030")
    assert code == 2
    assert "data/studies/marsh-fever-2030/study.yml: a file stands here: nothing yet: choose another id" in said


def test_what_was_read_with_doubt_is_said_and_the_files_are_written(data: Path) -> None:
    related = '<related-article related-article-type="retraction-forward" id="x2"/>'
    said = "the article: it names a retraction-forward, x2: read that one too"
    then = "all files were written; the page lists 1 place to look at"
    assert new(data, ARTICLE.replace("<abstract>", f"{related}<abstract>")) == (1, f"{said}\n{then}\n")
    assert f"# {said}" in drafted(data)


def test_an_id_that_is_none_is_refused(data: Path) -> None:
    expected = "ID: no id 'Willow': lower case, words joined by -: choose such an id\n1 problem; nothing was written\n"
    assert new(data, study="Willow") == (2, expected)


def test_an_empty_folder_becomes_a_data_folder_of_its_own(tmp_path: Path) -> None:
    article, data = tmp_path / "article.txt", tmp_path / "own"
    article.write_text("RESULTS\n\nWe saw 12 of 40 patients.\n", encoding="utf-8")
    done = run_command("new", "study", "tea-2031", "--from", str(article), "--as", "Ada Lark", "--data", str(data))
    assert done.returncode == 0, done.stderr
    evidence = load(data)
    assert (evidence.report.id, [*evidence.studies], [*evidence.sources]) == (
        "tea-2031",
        ["tea-2031"],
        ["tea-2031-article"],
    )


def test_the_command_that_opens_the_page_names_a_folder_of_its_own(data: Path) -> None:
    article = data.parent / "article.xml"
    article.write_text(ARTICLE, encoding="utf-8")
    done = run_command("new", "study", "willow-trial", "--from", str(article), "--as", "Bo Wren", "--data", str(data))
    expected = f"vexas-evidence review willow-trial --data {data} --as 'Bo Wren' --article {article}"
    assert done.stdout.splitlines()[-1].strip() == expected
