"""A release: the evidence of one version as it stood, kept as text, and compared with another."""
