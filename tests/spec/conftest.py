"""What tests of several topics read: the release of the invented study."""

from __future__ import annotations

import pytest

from vexas_evidence.numbers import Numbers
from vexas_evidence.release.keeping import kept_of
from vexas_evidence.release.record import Release


@pytest.fixture(scope="session")
def before(example: Numbers) -> Release:
    return kept_of(example)
