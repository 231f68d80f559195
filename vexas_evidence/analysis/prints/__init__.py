"""A printed text: its parts, what follows from them, whether they contradict each other, and whose number it is."""
