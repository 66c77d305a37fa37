"""`manage.py check` errors for environment variables that cannot be used."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register


@register()
def check_environment(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(problem.message, hint=problem.hint, id=f"config.{problem.variable}")
        for problem in settings.ENVIRONMENT_PROBLEMS
    ]


@register()
def check_proxies(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Behind a proxy that is not named, every visitor seems to be that proxy."""
    if not settings.SECURE_PROXY_SSL_HEADER or settings.TRUSTED_PROXIES:
        return []
    return [
        checks.Warning(
            "TRUST_PROXY is set and TRUSTED_PROXIES is not: all searches will seem to come from one"
            " visitor, and next to none will count.",
            hint="Name the addresses of your proxies, like TRUSTED_PROXIES=10.0.0.0/8.",
            id="config.TRUSTED_PROXIES",
        )
    ]
