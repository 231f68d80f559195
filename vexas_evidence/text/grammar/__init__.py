"""The grammar of printed numbers: a text read wholly into prints and their parts, or marked where it is not.

A print begins with a number. What follows belongs to it: a denominator, a parenthesis, an interval, a spread, a
p-value. A pair or a parenthesis that nothing names stays unnamed and is never guessed. Words are skipped, but for
those that name a number; a number that no rule reads is marked. Nothing here knows of evidence.
"""
