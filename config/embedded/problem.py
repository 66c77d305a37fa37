"""The one exception of this package."""


class ServerProblem(Exception):
    """A server cannot run here. The text is one line that says what to do about it."""
