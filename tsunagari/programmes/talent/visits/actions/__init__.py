"""訪問の行い — planned, filled in, closed; findings mended, reports looked into."""
