"""The compiled part: one future of a workshop, and one more order put into it. Arrays in, arrays out."""
