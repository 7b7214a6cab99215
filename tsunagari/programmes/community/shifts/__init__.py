"""お手伝い — volunteers: shifts, wishes, who helps when, hours and thanks."""
