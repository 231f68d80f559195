"""Texts and the numbers in them, read as a reader does and written so that nothing in them is obeyed."""
