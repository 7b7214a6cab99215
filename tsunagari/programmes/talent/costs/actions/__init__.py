"""費用の行い — lines are entered, paid, answered, given back and annulled here; nothing is changed."""
