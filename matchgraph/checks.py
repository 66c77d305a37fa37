"""Says before anything starts that the chosen embedding is not there."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from matchgraph.embedding import MODULES, EmbeddingMissing, folder_of


@register
def embedding_is_there(**_: Any) -> list[CheckMessage]:
    if settings.EMBEDDING not in MODULES:
        known = " or ".join(f"EMBEDDING={name}" for name in MODULES)
        message = f"EMBEDDING is {settings.EMBEDDING!r}, which is none we know."
        return [Error(message, hint=f"Set {known}.", id="matchgraph.E001")]
    try:
        folder_of(settings.EMBEDDING)
    except EmbeddingMissing as error:
        return [Error(str(error), id="matchgraph.E002")]
    return []
