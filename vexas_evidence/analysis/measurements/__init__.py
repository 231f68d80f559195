"""How well the software does its work, as benchmarks measured it: records that the report shows."""
