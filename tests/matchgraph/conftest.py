from tests.ranking.conftest import transactional_db

__all__ = ["transactional_db"]
