"""`manage.py check` errors for environment variables that cannot be used."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def check_environment(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(problem.message, hint=problem.hint, id=f"config.{problem.variable}")
        for problem in settings.ENVIRONMENT_PROBLEMS
    ]
