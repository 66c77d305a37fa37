"""The card on the desk's front page for an epoch that waits for somebody."""

from django.http import HttpRequest
from django.urls import reverse

from catalog.admin.dashboard import FURTHER, Card
from ranking.admin.progress import progress_of
from ranking.models import Epoch


def waiting_epoch(request: HttpRequest) -> Card | None:
    """For those who may switch, while there is something for them to decide."""
    if not request.user.has_perm("ranking.switch_epoch"):
        return None
    epoch = Epoch.objects.shadow().first()
    if epoch is None or not (progress := progress_of(epoch)).is_waiting:
        return None
    return Card(
        title="Epoch waits for you",
        count=1,
        note=f"{epoch}: {progress.words}",
        address=reverse("admin:ranking_epoch_change", args=[epoch.pk]),
    )


FURTHER.append(waiting_epoch)
