"""Checks of ordinary numbers: what their parts, and what is known with them, must fulfil whatever study they are of."""
