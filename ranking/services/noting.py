"""Who did what to an epoch, as the desk's history tells it."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from ranking.models import Epoch


def note_act(*, epoch: Epoch, by: int | None, words: str) -> None:
    """An entry in the name of a person; what nobody did has none."""
    if by is not None:
        LogEntry.objects.create(
            user_id=by,
            content_type=_type(),
            object_id=str(epoch.pk),
            object_repr=str(epoch),
            action_flag=CHANGE,
            change_message=words,
        )


def acts_on(epoch: Epoch) -> QuerySet[LogEntry]:
    """Newest first."""
    entries = LogEntry.objects.filter(content_type=_type(), object_id=str(epoch.pk))
    return entries.select_related("user").order_by("-action_time", "-pk")


def _type() -> ContentType:
    return ContentType.objects.get_for_model(Epoch)
