"""What ends the demo with one line."""


class DemoProblem(Exception):
    """The demo cannot go on. The text is one line that says what to do about it."""
