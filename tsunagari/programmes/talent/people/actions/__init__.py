"""人材の行い — cases, companies, bodies and their days are written here, and their duties follow."""
