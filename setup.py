"""The one step of the build that pyproject.toml cannot say: the pages go into the wheel, as `vexas_evidence/pages`.

Plain Quarto needs them at the top level of the repository, where a wheel has no place for them.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithPages(build_py):
    """Builds the package with the pages in it; an editable install uses those of the repository."""

    def run(self) -> None:
        """Copy the modules, the data of the package and the pages."""
        super().run()
        if not self.editable_mode:
            pages = Path(self.build_lib, "vexas_evidence", "pages")
            shutil.rmtree(pages, ignore_errors=True)  # what an earlier build left there
            shutil.copytree("report", pages / "report", ignore=shutil.ignore_patterns("generated", "__pycache__"))
            shutil.copy("_quarto.yml", pages)


setup(cmdclass={"build_py": BuildWithPages})
