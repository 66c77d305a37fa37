"""Composition root: settings, addresses, background work and the embedded servers."""
