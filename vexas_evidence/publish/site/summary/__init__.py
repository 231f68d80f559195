"""The first screen: topic, lead, status, what is not stated, tiles, and the table of all outcomes with its plot."""
