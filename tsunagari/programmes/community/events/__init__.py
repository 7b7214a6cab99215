"""地域活性化イベント — events and workshops whose places are never wrong (measures 3-4 and 3-1)."""
