"""What can be judged only against other records: names that must be declared, versions, judgments, characters."""
