"""One browser for all pages: Debian's Chromium, driven by Playwright, that no request may leave."""

from __future__ import annotations

import importlib.resources
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from tests.programs import chromium

HANGS = 600_000
"""Milliseconds after which what a test waits for does not come: long, as a busy machine is slow and no slower wrong."""
expect.set_options(timeout=HANGS)
Open = Callable[..., AbstractContextManager[Page]]
ENGINES = ("embedded", *(("quarto",) if shutil.which("quarto") else ()))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]  # which root cannot have
        started = playwright.chromium.launch(executable_path=chromium(), args=sandbox)
        yield started
        started.close()


@pytest.fixture(scope="session", params=ENGINES)
def pages(request: pytest.FixtureRequest) -> list[Path]:
    """The pages of the report by each engine that is there, without those that lead on to another at once.

    Quarto's slides are no page: their frame is Reveal's.
    """
    folder: Path = request.getfixturevalue({"embedded": "site", "quarto": "quarto_site"}[request.param])
    found = sorted((folder / "report").glob("*.html"))
    heads = {path: path.read_text(encoding="utf-8")[:1000] for path in found if path.stem != "slides"}
    return [path for path, head in heads.items() if 'http-equiv="refresh"' not in head]


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def left() -> list[str]:
    """Addresses that pages asked for beside files."""
    return []


@pytest.fixture
def opened(browser: Browser, left: list[str]) -> Open:
    """Return a function that opens an empty page with the options of a Playwright context."""

    def look(route: Route) -> None:
        if route.request.url.startswith(("file:", "data:", "blob:")):
            route.continue_()
        else:
            left.append(route.request.url)
            route.abort()

    @contextmanager
    def opening(**options: Any) -> Iterator[Page]:
        context = browser.new_context(**options)
        context.set_default_timeout(HANGS)
        context.route("**/*", look)
        try:
            yield context.new_page()
        finally:
            context.close()

    return opening
