"""The statistics of a study in one long table, a row a number, and what each source printed, joined by id."""
