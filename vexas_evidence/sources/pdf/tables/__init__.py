"""The tables of a PDF: where they stand, their columns and heads, and which lines of print make one row."""
