"""お手伝いですること — shifts, volunteers, the assignment, swaps, hours and thanks."""
