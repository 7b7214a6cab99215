"""寄附の行い — one function for each verb."""
