"""Checks of ordinary numbers: what their parts, and what is known with them, must fulfill of whatever study."""
