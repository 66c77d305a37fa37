"""The form that asks what the catalog lacks. It needs no cookie: a stamp of ours tells it apart."""

from datetime import timedelta

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from matchgraph.retrieval import LONGEST

SALT = "comparisons.missing"
OLD = "This form is too old, or not ours. Search again and send it from there."


def stamp() -> str:
    """The day, signed: the same for everybody all day, so that it tells nothing of anybody."""
    return Signer(salt=SALT).sign(timezone.now().date().isoformat())


class MissingForm(forms.Form):
    text = forms.CharField(
        max_length=LONGEST, error_messages={"required": "Say what is missing, in a few words."}
    )
    stamp = forms.CharField(max_length=200, error_messages={"required": OLD})

    def clean_stamp(self) -> str:
        """Of today or of yesterday."""
        given: str = self.cleaned_data["stamp"]
        today = timezone.now().date()
        try:
            day = Signer(salt=SALT).unsign(given)
        except BadSignature as refusal:
            raise forms.ValidationError(OLD) from refusal
        if day not in (today.isoformat(), (today - timedelta(days=1)).isoformat()):
            raise forms.ValidationError(OLD)
        return given
