"""What tests of several topics read: the release of the invented study."""

from __future__ import annotations

import pytest

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.publish.release.release_file import Release
from vexas_evidence.publish.release.snapshot import record_release


@pytest.fixture(scope="session")
def before(example: Numbers) -> Release:
    return record_release(example)
