"""From a secondary summary to the article: which token may print which estimate, and what a person accepts of it."""
