"""Coverage: every numeral of the finished files is accounted for, or the report is not published."""
