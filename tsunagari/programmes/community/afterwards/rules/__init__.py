"""催しのあとの決まり — questions, what may be shown of answers, photographs, and accounts."""
