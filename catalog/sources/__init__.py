"""Readers of outside sources, one module each: bytes in, frozen rows out; no database."""
