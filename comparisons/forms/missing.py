"""The form that asks what the catalog lacks. It needs no cookie: a stamp of ours tells it apart."""

from django import forms
from django.core.signing import BadSignature, TimestampSigner

from matchgraph.retrieval import LONGEST

SALT = "comparisons.missing"
LIFETIME = 24 * 3600
OLD = "This form is too old, or not ours. Search again and send it from there."


def stamp() -> str:
    return TimestampSigner(salt=SALT).sign("missing")


class MissingForm(forms.Form):
    text = forms.CharField(
        max_length=LONGEST, error_messages={"required": "Say what is missing, in a few words."}
    )
    stamp = forms.CharField(max_length=200, error_messages={"required": OLD})

    def clean_stamp(self) -> str:
        given: str = self.cleaned_data["stamp"]
        try:
            TimestampSigner(salt=SALT).unsign(given, max_age=LIFETIME)
        except BadSignature as refusal:
            raise forms.ValidationError(OLD) from refusal
        return given
