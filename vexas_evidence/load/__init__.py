"""YAML and CSV to records, read strictly with all problems at once; edits of files change only their own lines."""
