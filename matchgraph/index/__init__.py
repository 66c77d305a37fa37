"""The search index: derived from the catalog, rebuilt at any moment, never edited by hand."""
