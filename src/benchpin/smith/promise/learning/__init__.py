"""What the records of a workshop tell of its times and chances, shrunk toward what it states while they are few."""
