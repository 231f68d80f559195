"""The lift of estimates from a secondary source to the article: which token may print which, and what is accepted."""
