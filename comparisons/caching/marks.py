"""Views say that what they answer may be given to others, and what it hangs on."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http.response import HttpResponseBase

MARK = "may_be_kept"
Answer = TypeVar("Answer", bound=HttpResponseBase)


def keep(answer: Answer) -> Answer:
    """Say that this answer follows from its address, the headers its `Vary` names, the watched
    tables (`comparisons.services.changes`), the day in UTC and the build. From nothing else:
    neither from who asks nor from the hour.
    """
    setattr(answer, MARK, True)
    return answer


def may_be_kept(answer: object) -> bool:
    return bool(getattr(answer, MARK, False))


def kept(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """A view all of whose answers may be kept; of these only those with status 200 are."""

    @wraps(view)
    def respond(*args: Any, **kwargs: Any) -> Answer:
        answer = keep(view(*args, **kwargs))
        answer.headers.setdefault("Cache-Control", "no-cache")
        return answer

    return respond
