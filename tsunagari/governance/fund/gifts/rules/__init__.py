"""寄附の決まり — what is right for what comes in; plain Python."""
