"""``python -m vexas_evidence`` is the same as ``vexas-evidence``."""

from vexas_evidence.cli import main

if __name__ == "__main__":
    main()
