"""The methodology page as plain values: what is at work, read from where the rank reads it."""
