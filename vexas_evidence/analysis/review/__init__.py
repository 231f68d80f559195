"""The review of a source by a named person: what they see, what they decide, and how it is written to the data."""
