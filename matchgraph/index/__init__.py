"""The search index: derived from the catalog, can be rebuilt at any moment, never edited by hand."""
