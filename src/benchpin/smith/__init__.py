"""Room 1: what would be true in a workshop without a computer. No Django, no clock, no hidden dice."""
