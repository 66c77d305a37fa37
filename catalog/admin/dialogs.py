"""Dialogs in which an act is confirmed: each opens from a button and is posted in place."""

from typing import Any

from django.http import HttpResponse

from catalog.forms.dialogs import ReasonDialog


def dialog(
    title: str, description: str, form: Any = ReasonDialog, *, submit: str = ""
) -> dict[str, Any]:
    """What the desk's actions take as `dialog`; `submit` is the button's word, else the title."""
    return {
        "title": title,
        "description": description,
        "form_class": form,
        "form_submit_text": submit or title,
    }


def go_to(address: str) -> HttpResponse:
    """Leads on after a dialog, which asks for its redirect by a header."""
    return HttpResponse(headers={"HX-Redirect": address})
