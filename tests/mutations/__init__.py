"""Breaks each rule of the rank once and sees that a test fails: `python -m tests.mutations`."""
