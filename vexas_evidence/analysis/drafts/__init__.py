"""What an article itself says of its study, as proposals for a person: its record, words of a design, arms."""
