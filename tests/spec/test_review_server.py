"""The server of a review answers the page that it served, on this machine, and nothing else."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import run_process
from tests.reviews import STUDY, Served, as_pdf, as_text, data_with, served
from vexas_evidence.load.folder import load

UNDO = json.dumps({"do": "undo"})
ACCEPT = json.dumps({"do": "accept", "estimate": "rash", "token": "5.1"})


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("review")
    article = as_text(folder)
    with served(data_with(folder, article), article) as found:
        yield found


def ask(review: Served, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
    """Send a request as written: no client mends its path or its host."""
    given = {"Host": review.host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    connection = http.client.HTTPConnection("127.0.0.1", int(review.host.rpartition(":")[2]))
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in given.items():
        connection.putheader(name, value)
    if body:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body.encode() or None)
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


def own(review: Served) -> dict[str, str]:
    return {"Origin": f"http://{review.host}", "Content_Type": "application/json"}


def test_it_listens_on_this_machine_alone(review: Served) -> None:
    assert review.host.startswith("127.0.0.1:")


def test_its_address_holds_a_secret(review: Served) -> None:
    assert len(review.path.strip("/")) == 43
    assert ask(review, "GET", "/") == (404, "no such page: open the address that the command printed\n")


def test_another_token_is_refused(review: Served) -> None:
    assert ask(review, "GET", f"/{'x' * 43}/state.json")[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "localhost:80", "127.0.0.1", ""])
def test_a_foreign_host_is_refused(review: Served, host: str) -> None:
    refused = (421, "another host: open the address that the command printed\n")
    assert ask(review, "GET", review.path, Host=host) == refused


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_another_site_cannot_post(review: Served, origin: str) -> None:
    headers = {**own(review), "Origin": origin}
    assert ask(review, "POST", f"{review.path}decide", UNDO, **headers) == (403, "a decision from another site\n")


def test_a_decision_without_an_origin_is_refused(review: Served) -> None:
    assert ask(review, "POST", f"{review.path}decide", UNDO, Content_Type="application/json")[0] == 403


def test_a_decision_that_a_browser_says_is_of_another_site_is_refused(review: Served) -> None:
    assert ask(review, "POST", f"{review.path}decide", UNDO, **own(review), Sec_Fetch_Site="cross-site")[0] == 403


def test_another_site_cannot_read(review: Served) -> None:
    assert ask(review, "GET", f"{review.path}article.json", Origin="http://evil.example")[0] == 403


def test_a_form_of_another_site_cannot_be_a_decision(review: Served) -> None:
    headers = {**own(review), "Content_Type": "text/plain"}
    assert ask(review, "POST", f"{review.path}decide", UNDO, **headers) == (415, "a decision in another form\n")


@pytest.mark.parametrize(
    "path",
    ["../data/report.yml", "%2e%2e/report.yml", "..%2f..%2fetc/passwd", "/etc/passwd", "page/../../x", "server.py"],
)
def test_a_path_outside_is_refused(review: Served, path: str) -> None:
    status, words = ask(review, "GET", f"{review.path}{path}")
    assert (status, "format" in words, "root:" in words) == (404, False, False)


def test_a_page_that_the_article_does_not_have_is_refused(review: Served) -> None:
    assert ask(review, "GET", f"{review.path}page/1.png") == (404, "no such page of the article\n")


def test_a_decision_that_is_too_long_is_refused(review: Served) -> None:
    assert ask(review, "POST", f"{review.path}decide", f'"{"x" * 100_000}"', **own(review))[0] == 413


@pytest.mark.parametrize(
    ("body", "status", "refused"),
    [
        ("{", 400, "a decision that is no JSON\n"),
        ("[]", 400, '{"refused":["a decision is an object"]}'),
        (UNDO, 400, '{"refused":["no such decision"]}'),
        ('{"do": "accept", "estimate": "rash", "token": "99.1"}', 400, """{"refused":["no token '99.1'"]}"""),
        ('{"do": "add", "token": "2.1", "new": {"outcome": "rash"}}', 400, None),
    ],
)
def test_a_decision_in_another_form_is_refused(review: Served, body: str, status: int, refused: str | None) -> None:
    found = ask(review, "POST", f"{review.path}decide", body, **own(review))
    assert found[0] == status
    assert refused in (None, found[1])


def test_what_the_checks_refuse_comes_back_as_their_message(review: Served) -> None:
    body = json.dumps({"do": "accept", "estimate": "nothing", "token": "2.1"})
    status, words = ask(review, "POST", f"{review.path}decide", body, **own(review))
    assert (status, "no estimate 'nothing'" in words) == (422, True)


def test_every_answer_forbids_what_a_page_of_ours_does_not_do(review: Served) -> None:
    connection = http.client.HTTPConnection(review.host)
    connection.request("GET", review.path)
    headers = connection.getresponse().headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert (headers["Referrer-Policy"], headers["Cache-Control"]) == ("no-referrer", "no-store")


def test_a_decision_of_the_page_is_written_and_undone(tmp_path: Path) -> None:
    article = as_text(tmp_path)
    data = data_with(tmp_path, article)
    with served(data, article) as review:
        sentences = json.loads(ask(review, "GET", f"{review.path}article.json")[1])["sentences"]
        at = next(number for number, each in enumerate(sentences) if each["text"].startswith("A rash"))
        body = json.dumps({"do": "accept", "estimate": "rash", "token": f"{at}.1"})
        assert json.loads(ask(review, "POST", f"{review.path}decide", body, **own(review))[1])["written"]
        assert load(data).studies[STUDY].estimates["rash"].readings[-1].by == "Ada Lark"
        assert json.loads(ask(review, "POST", f"{review.path}decide", UNDO, **own(review))[1])["written"]
        assert len(load(data).studies[STUDY].estimates["rash"].readings) == 1


def test_it_ends_with_the_command(tmp_path: Path) -> None:
    article = as_text(tmp_path)
    with served(data_with(tmp_path, article), article) as review:
        pass
    assert review.process.returncode == 0
    with pytest.raises(ConnectionRefusedError):
        ask(review, "GET", review.path)


def test_nothing_of_the_article_is_stored(tmp_path: Path) -> None:
    article = as_text(tmp_path)
    data = data_with(tmp_path, article)
    with served(data, article) as review:
        ask(review, "GET", f"{review.path}state.json")
    assert not [path for path in data.rglob("*") if path.is_file() and b"18 of 20 patients slept" in path.read_bytes()]


def test_the_pages_of_a_pdf_are_pictures(tmp_path: Path) -> None:
    article = as_pdf(tmp_path)
    with served(data_with(tmp_path, article), article) as review:
        connection = http.client.HTTPConnection(review.host)
        connection.request("GET", f"{review.path}page/1.png")
        assert connection.getresponse().read(8) == b"\x89PNG\r\n\x1a\n"


def test_a_text_of_another_source_ends_the_command(tmp_path: Path) -> None:
    data = data_with(tmp_path, as_text(tmp_path))
    other = tmp_path / "other.txt"
    other.write_text("Other words.\n", encoding="utf-8")
    done = run_process("review", STUDY, "--as", "Ada", "--article", str(other), "--data", str(data), "--no-browser")
    assert (done.returncode, "other.txt: no ledger is of this text" in done.stderr) == (2, True)
