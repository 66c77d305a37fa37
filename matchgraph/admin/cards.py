"""What of searches waits for an editor, on the desk's front page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from catalog.admin.dashboard import FURTHER, Card, card_of
from matchgraph.models import Intent
from matchgraph.services.publishing import window_since


def searched_in_vain(request: HttpRequest) -> Card | None:
    if not request.user.has_perm("matchgraph.view_intent"):
        return None
    rows = Intent.objects.in_vain(window_since(timezone.now().date()))
    note = "What visitors look for and we have not, or do not know by that name."
    address = f"{reverse('admin:matchgraph_intent_changelist')}?show=vain"
    return card_of("Searched in vain", rows, note, address)


FURTHER.append(searched_in_vain)
