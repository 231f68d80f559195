"""What a reader meets: texts in which each number keeps its record, tables, figures, records, and the checklist."""
