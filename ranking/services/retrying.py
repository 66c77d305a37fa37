"""Runs a transaction again where the database asks for it."""

from collections.abc import Callable
from random import uniform
from time import sleep
from typing import TypeVar

from django.db import OperationalError

T = TypeVar("T")
SERIALIZATION_FAILURE, DEADLOCK = "40001", "40P01"
ATTEMPTS = 5


def persistently(transaction: Callable[[], T], *, attempts: int = ATTEMPTS) -> T:
    """What `transaction` returns. Serialization failures and deadlocks are tried again, apart."""
    for attempt in range(1, attempts):
        try:
            return transaction()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) not in {SERIALIZATION_FAILURE, DEADLOCK}:
                raise
            sleep(uniform(0, 0.05 * 2**attempt))
    return transaction()
