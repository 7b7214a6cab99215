"""催しのあとにすること — asking, photographs, accounts."""
