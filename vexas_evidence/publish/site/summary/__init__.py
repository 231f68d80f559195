"""Parts of pages that follow from the data of any study: the first screen, its tables, and a journal club's core."""
