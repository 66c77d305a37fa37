"""Forms of the match graph's pages on the desk."""
