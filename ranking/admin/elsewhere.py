"""What other pages of the desk show of the rank."""

from django.conf import settings
from django.contrib import admin
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from catalog.admin import ArtifactAdmin
from catalog.admin.dashboard import FURTHER, Card
from catalog.models import Artifact
from ranking.admin.progress import progress_of
from ranking.forms.dialogs import today
from ranking.models import Epoch, Score

LIST = "admin:ranking_adjustment_changelist"


@admin.display(description=settings.RANK_NAME)
def current_rank(artifact: Artifact) -> str:
    """The stored rank on the artifact's own page, with the way to its explanation."""
    score: Score | None = getattr(artifact, "score", None)
    if score is None:
        return "Not computed yet"
    return format_html(
        '{} of 100, between {} and {}; {} % of its inputs known. <a href="{}">Why?</a>',
        f"{score.tenths / 10:.1f}",
        f"{score.lo / 10**8:.1f}",
        f"{score.hi / 10**8:.1f}",
        score.coverage // 10_000,
        reverse("admin:ranking_score_change", args=[score.pk]),
    )


@admin.display(description="Adjustments by hand")
def adjustments(artifact: Artifact) -> str:
    """On the artifact's own page: those that last or are to come, and the way to all of them."""
    # The page asks for this several times over.
    prefetch_related_objects([artifact], "adjustments")
    day = today()
    lasting = [one for one in artifact.adjustments.all() if one.ends_on > day]
    told = format_html_join(
        "",
        "{} points from {} until {}: {}<br>",
        (
            (
                f"{one.tenths / 10:+.1f}",
                one.starts_on.isoformat(),
                one.ends_on.isoformat(),
                one.reason,
            )
            for one in lasting
        ),
    )
    address = f"{reverse(LIST)}?artifact__id__exact={artifact.pk}"
    words = "All of them" if told else "None that counts. All there ever were"
    return format_html('{}<a class="text-link underline" href="{}">{}</a>', told, address, words)


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


ArtifactAdmin.derived += [current_rank, adjustments]
FURTHER.append(waiting_epoch)
