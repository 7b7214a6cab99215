"""催しのあと — what people said, photographs, accounts, and the report of an event."""
