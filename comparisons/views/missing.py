"""What visitors miss in the catalog, by a plain form that needs no script and no session."""

import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from comparisons import rates
from comparisons.forms.missing import MissingForm
from comparisons.visitors import visitor
from matchgraph.identity import Surface, Visitor
from matchgraph.services.recording import record_wish

MOST_AN_HOUR = 10
HOUR = 3600


@csrf_exempt  # The form's stamp proves that it is ours, and no cookie is looked at.
@never_cache
@require_POST
def missing(request: HttpRequest) -> HttpResponse:
    """Thanks, with what becomes of it. 400 for a form not ours or empty, 429 for too many."""
    form = MissingForm(request.POST)
    if not form.is_valid():
        problems = [str(word) for words in form.errors.values() for word in words]
        return render(request, "search/missing_sent.html", {"problems": problems}, status=400)
    sender = visitor(request, Surface.PAGE)
    if sender is not None and _sends_too_much(sender):
        response = render(request, "search/missing_sent.html", {"is_too_much": True}, status=429)
        response.headers["Retry-After"] = str(HOUR)
        return response
    recorded = record_wish(visitor=sender, text=form.cleaned_data["text"], now=timezone.now())
    return render(request, "search/missing_sent.html", {"recorded": recorded})


def _sends_too_much(sender: Visitor) -> bool:
    """By a digest: the address itself is written nowhere."""
    whose = salted_hmac("comparisons.missing", str(sender.address), algorithm="sha256").hexdigest()
    return rates.counted(f"missing:{whose}:{int(time.time() // HOUR)}", HOUR) > MOST_AN_HOUR
