"""VEXAS Evidence: evidence reports in which every number is tied to its source.

What a script needs to read a folder of evidence; nothing here reaches for a network or writes a file.
`load` stands before the package of its name: import that from its modules, as in ``vexas_evidence.load.yaml``.

Examples
--------
>>> from pathlib import Path
>>> import vexas_evidence
>>> evidence = vexas_evidence.load(Path("tests/example"))
>>> for estimate in evidence.study.estimates.values():
...     print(estimate.id, "in", estimate.readings[0].source, "is", estimate.readings[0].printed)
included in marsh-bulletin is 40
fever-free-week-4 in marsh-bulletin is 30 of 40
rash in marsh-bulletin is 7.5%
>>> evidence.study.estimates["rash"].number.value
Decimal('7.5')
>>> vexas_evidence.read_number("4/22 (18.2%)").denominator
'22'
"""

from vexas_evidence.analysis.prints.fields import ReadNumber
from vexas_evidence.analysis.prints.read_number import read_number
from vexas_evidence.load.folder import load
from vexas_evidence.model import Evidence, Study
from vexas_evidence.system.problems import BadInput

__all__ = ["BadInput", "Evidence", "ReadNumber", "Study", "load", "read_number"]
