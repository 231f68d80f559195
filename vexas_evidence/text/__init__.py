"""The grammar of numbers in text: as a source prints them, as tokens of a source, and as numerals of an output."""
