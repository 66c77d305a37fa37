"""What is written in this room. Callers pass the time in and tell the rooms above afterwards."""
