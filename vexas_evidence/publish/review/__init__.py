"""The page on which a person reviews a source: the article beside the estimates, on this machine alone."""
