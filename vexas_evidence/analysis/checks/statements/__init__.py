"""The checks of rendered statements, of the words that they are rendered with, and of texts under their headings."""
