"""VEXAS Evidence: evidence reports in which every number is tied to its source."""
