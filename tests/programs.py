"""Programs beside this project that some tests need, and which tests are not collected where one is absent."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

from bench.reproduce import SURROUNDINGS, can_be_made, is_known

LOCALE = SURROUNDINGS[1]["LC_ALL"]


def chromium() -> str | None:
    """Return the Chromium of the system, which Playwright drives; its own download is not used."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def office(part: str = "") -> str | None:
    """Return the LibreOffice of the system; None where it is absent, or the library of a part of it."""
    found = shutil.which("soffice")
    return found if found and (Path(found).resolve().parent / part).exists() else None


PASSAGES = Path(__file__).parents[2] / "shared" / "sources" / "other-studies.yml"
"""The passages of the other studies, which are no part of the project."""
OPEN_ARTICLES = Path(__file__).parents[2] / "shared" / "articles"
"""Open articles as PDF and JATS, which are no part of the project."""
QUARTO = ("clients/test_quarto.py", "clients/test_quarto_plain.py")
WRITER, IMPRESS = "libswlo.so", "libsdlo.so"


# A test that cannot run is not collected, so that it does not read as passed; the summary says so.
NOT_COLLECTED = {
    **({} if shutil.which("quarto") else dict.fromkeys(QUARTO, "quarto is not on the PATH")),
    **({} if office(WRITER) else {"clients/test_office.py": "there is no LibreOffice Writer (make office)"}),
    **({} if office(IMPRESS) else {"clients/test_office_slides.py": "there is no LibreOffice Impress (make office)"}),
    **({} if PASSAGES.is_file() else {"spec/test_passages_of_other_studies.py": "the passages are not here"}),
    **(
        {}
        if OPEN_ARTICLES.is_dir()
        else dict.fromkeys(
            ("spec/test_shared_articles.py", "spec/test_lift_answers.py", "browser/test_review_article.py"),
            "the open articles are not here",
        )
    ),
    **({} if chromium() else {"browser": "there is no Chromium (make browser)"}),
    **({} if find_spec("playwright") else {"browser": "Playwright is not installed"}),
    **(
        {}
        if any(can(LOCALE) for can in (is_known, can_be_made))
        else {"clients/test_reproduce.py": "there is no other locale"}
    ),
}
