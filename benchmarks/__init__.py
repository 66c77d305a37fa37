"""Repeatable measurements, each against a bare baseline taken in the same run."""
