"""What other pages of the desk show of editorial verdicts."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from catalog.admin import ArtifactAdmin
from catalog.admin.dashboard import FURTHER, Card, card_of
from catalog.models import Artifact
from comparisons.models import EditorialVerdict, VerdictState

LIST = "admin:comparisons_editorialverdict_changelist"


@admin.display(description="Editorial verdicts")
def editorial_verdicts(artifact: Artifact) -> str:
    """On the artifact's own page: where they are listed, and written by those who may."""
    address = f"{reverse(LIST)}?{urlencode({'q': artifact.slug})}"
    link = '<a class="text-link underline" href="{}">Those on comparisons with {}</a>'
    return format_html(link, address, artifact.name)


def stale_verdicts(request: HttpRequest) -> Card | None:
    if not request.user.has_perm("comparisons.view_editorialverdict"):
        return None
    rows = EditorialVerdict.objects.filter(state=VerdictState.STALE)
    note = "A row they rest on changed since they were written."
    return card_of("Stale verdicts", rows, note, f"{reverse(LIST)}?state__exact=stale")


ArtifactAdmin.derived.append(editorial_verdicts)
FURTHER.append(stale_verdicts)
