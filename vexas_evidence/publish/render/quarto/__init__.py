"""Quarto: the program that the command runs, and what a render that `quarto render` starts needs before its pages."""
