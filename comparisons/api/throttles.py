"""How often one address may ask. Counted in the cache: when that is gone, nobody is held back."""

import time
from typing import TYPE_CHECKING, Any

from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from comparisons import rates

if TYPE_CHECKING:
    from rest_framework.views import APIView

PERIODS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}


class AddressThrottle(BaseThrottle):
    """Requests per address and window; one atomic increment each, so none slips by uncounted.

    The rate is written like `600/minute`; an empty one sets no limit.
    """

    _wait = 0.0

    def allow_request(self, request: Request, view: "APIView") -> bool:
        rate: Any = api_settings.DEFAULT_THROTTLE_RATES["anon"]
        if not rate:
            return True
        limit, seconds = parse_rate(rate)
        now = time.time()
        window = int(now // seconds)
        self._wait = (window + 1) * seconds - now
        return rates.counted(f"api-rate:{self.get_ident(request)}:{window}", seconds) <= limit

    def wait(self) -> float:
        """Seconds until the next window."""
        return self._wait


def parse_rate(rate: str) -> tuple[int, int]:
    """Requests and seconds of a rate such as `600/minute`.

    >>> parse_rate("600/minute")
    (600, 60)
    """
    number, _, period = rate.partition("/")
    return int(number), PERIODS[period]
