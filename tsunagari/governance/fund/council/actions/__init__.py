"""評議会の行い — seats, meetings, items, ballots and minutes: lock, ask, write, account, record."""
