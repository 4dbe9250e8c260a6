"""A photographer's studio in numbers: a piece, a camera, lamps, and light followed from the eye back to them."""
