"""What tests of several topics read: the release of the invented study, and a review of an invented article."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reviews import as_text, data_with, reviewer
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.review.reviewer import Reviewer
from vexas_evidence.publish.release.release_file import Release
from vexas_evidence.publish.release.snapshot import record_release


@pytest.fixture(scope="session")
def before(example: Numbers) -> Release:
    return record_release(example)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """The invented article that reviews read, as plain text."""
    return as_text(tmp_path)


@pytest.fixture
def data(tmp_path: Path, article: Path) -> Path:
    """The data of the invented study with that article as a source."""
    return data_with(tmp_path, article)


@pytest.fixture
def ada(data: Path, article: Path) -> Reviewer:
    """Who reviews the article first."""
    return reviewer(data, article)
