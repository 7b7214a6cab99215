"""数えたこと — reports that count who took part, each by its own rule, none from another's numbers."""
