"""What is drawn: one style, a few marks, and the figures that need a drawing of their own."""
