"""The formats of data and releases before today's, and the way from each to the next."""
