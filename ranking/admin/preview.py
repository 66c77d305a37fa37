"""What a draft would change, on a page of its own."""

from time import monotonic
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from ranking.admin.refusals import REFUSALS, words_of
from ranking.admin.reports import shown_report
from ranking.admin.tables import TypeNames
from ranking.models import Epoch, Formula
from ranking.services.previewing import Preview, preview

PAGE = "admin/ranking/formula/preview.html"


def preview_view(admin: Any, request: HttpRequest, formula: Formula) -> HttpResponse:
    """The page opens at once; what it then posts is computed and undone."""
    context: dict[str, Any] = {"formula": formula, "other": Epoch.objects.shadow().first()}
    if request.method == "POST" and context["other"] is None:
        context |= _result(formula)
    page = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": f"What formula {formula} would change",
        "media": admin.media,
    }
    return TemplateResponse(request, PAGE, page | context)


def _result(formula: Formula) -> dict[str, Any]:
    began = monotonic()
    try:
        found = preview(formula=formula, at=timezone.now())
    except REFUSALS as refusal:
        return {"refusal": words_of(refusal)}
    return {
        "report": shown_report(found.report, TypeNames.read()),
        "sample": _sample_in_words(found),
        "seconds": f"{monotonic() - began:.1f}",
    }


def _sample_in_words(found: Preview) -> str:
    sample = found.sample
    if sample.ids is None:
        return f"Computed for all {sample.of:,} artifacts."
    rest = sample.size - sample.top
    return (
        f"Computed for {sample.size:,} of {sample.of:,} artifacts: {sample.top:,} are the highest"
        f" ranked of their types, {rest:,} an even spread of the others. Figures are those of this"
        " sample; when the epoch is prepared, every artifact is computed and checked."
    )
