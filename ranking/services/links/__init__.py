"""Asks the links of the catalog whether they are there, and keeps what was seen."""

from ranking.services.links.rechecking import ask_again
from ranking.services.links.running import Done, Terms, check_due

__all__ = ["Done", "Terms", "ask_again", "check_due"]
