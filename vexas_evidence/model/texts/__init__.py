"""The texts of a study in the project's own words: narrative, statements, appraisal and journal club."""
