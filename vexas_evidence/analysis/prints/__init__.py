"""A printed text on its own: its parts, what follows from them, and whether they contradict each other."""
