"""VEXAS Evidence: evidence reports in which every number is tied to its source.

What a script or a notebook needs, from any folder; nothing here reaches for a network or writes a file. ``__version__``
is that of the package; the evidence has a version of its own. A name of ``__all__`` changes only after a minor version
that warns. `load` stands before the package of its name: import that from its modules, as in
``vexas_evidence.load.yaml``.

Examples
--------
>>> import vexas_evidence as ve
>>> study = ve.example().study
>>> study.statistics.query("estimate == 'rash'")[["part", "value", "because"]].values.tolist()[:2]
[['value', 7.5, ''], ['count', nan, 'denominator not stated']]
>>> ve.check(study)
()
>>> ve.read_number("4/22 (18.2%)").denominator
'22'
>>> ve.interval(9, 12, method="clopper-pearson").upper.__round__(3)
0.945
"""

from importlib.metadata import version

from vexas_evidence.analysis.prints.fields import ReadNumber
from vexas_evidence.analysis.prints.read_number import read_number
from vexas_evidence.present.library import Evidence, ShareInterval, Study, check, example, interval, load
from vexas_evidence.system.problems import BadInput, Discrepancy

__version__ = version("vexas-evidence")
__all__ = [
    "BadInput",
    "Discrepancy",
    "Evidence",
    "ReadNumber",
    "ShareInterval",
    "Study",
    "check",
    "example",
    "interval",
    "load",
    "read_number",
]
