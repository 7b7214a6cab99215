"""評議会の決まり — pure rules: quorum and majority, ballots, steps, minutes."""
