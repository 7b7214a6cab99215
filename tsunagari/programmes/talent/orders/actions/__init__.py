"""求人と候補者の行い — every write of this subject, one function a verb."""
