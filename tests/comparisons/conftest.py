"""A database whose commits are real, as the ranking's tests have it."""

from tests.ranking.conftest import transactional_db

__all__ = ["transactional_db"]
