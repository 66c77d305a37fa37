"""What a visitor says of a search hit, by a plain form that needs no script and no session."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from catalog.models import Artifact
from comparisons.visitors import visitor
from matchgraph.counting import Kind
from matchgraph.services.recording import record_event
from matchgraph.tokens import LONGEST, BadToken, Hit, read_token

SAID = [(Kind.POSITIVE.value, "It helped"), (Kind.NEGATIVE.value, "It did not")]


class SaidForm(forms.Form):
    token = forms.CharField(max_length=LONGEST)
    kind = forms.ChoiceField(choices=SAID)

    def clean_token(self) -> Hit:
        try:
            return read_token(self.cleaned_data["token"], now=timezone.now())
        except BadToken as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


@csrf_exempt  # The token proves who sends it, and no cookie is looked at.
@never_cache
@require_POST
def feedback(request: HttpRequest) -> HttpResponse:
    """Thanks, with the way back. 400 for a form that is not ours or too old."""
    form = SaidForm(request.POST)
    if not form.is_valid():
        problems = [str(word) for words in form.errors.values() for word in words]
        return render(request, "thanks.html", {"problems": problems}, status=400)
    hit: Hit = form.cleaned_data["token"]
    recorded = record_event(
        hit=hit,
        kind=Kind(form.cleaned_data["kind"]),
        visitor=visitor(request, hit.surface),
        now=timezone.now(),
    )
    context = {
        "recorded": recorded,
        "artifact": Artifact.objects.published().filter(pk=hit.artifact_id).first(),
        "back": _back(request),
    }
    return render(request, "thanks.html", context)


def _back(request: HttpRequest) -> str:
    """The page the form was on, where the browser tells and it is ours."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure())
    return came_from if ours else ""
