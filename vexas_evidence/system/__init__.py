"""Files, locks, limited runs, hashes and problems; nothing here knows of evidence."""
