"""The checks of rendered statements and of the words that they are rendered with."""
