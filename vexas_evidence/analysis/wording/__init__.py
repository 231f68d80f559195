"""The words that a design bears: which a study's own texts may use, and which are refused."""
