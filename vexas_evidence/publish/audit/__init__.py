"""Audit: whether a finished file, a folder of them or a release is as it was published, and what differs if not."""
