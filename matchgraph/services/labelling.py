"""Which wording stands for an intent, once enough visitors used it for it to be told."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import Q

from matchgraph.database import rows
from matchgraph.models import Intent, QueryForm
from matchgraph.services.intents import digest_of
from matchgraph.services.tallying import days_of_searches
from matchgraph.sql import load

# On one day, since the keys of two days cannot be told to be one network's or two.
TELLABLE_PREFIXES = 3


@transaction.atomic
def derive_labels(*, today: date) -> int:
    """Give each intent the wording most visitors used, if it may be told; number that changed.

    Without a new one a label stays as long as its wording belongs to the intent, which is until
    nobody has used it for 90 days. Names given by hand are left alone.
    """
    best = _best_wordings(today)
    derived = Intent.objects.settled().filter(named_by_hand=False)
    intents = list(derived.filter(~Q(label="") | Q(pk__in=list(best))).order_by("pk"))
    labels = {intent.pk: best.get(intent.pk) or intent.label for intent in intents}
    owners = _intents_of(list(labels.values()))
    changed = []
    for intent in intents:
        label = labels[intent.pk] if owners.get(labels[intent.pk]) == intent.pk else ""
        if label != intent.label:
            intent.label = label
            changed.append(intent)
    Intent.objects.bulk_update(changed, ["label"], batch_size=500)
    return len(changed)


def _best_wordings(today: date) -> dict[int, str]:
    """By intent: most visitor-days, then the shortest, then the first by alphabet."""
    found = rows(load("wordings"), days_of_searches(today))
    tellable = [row for row in found if row[2] >= TELLABLE_PREFIXES]
    intents = _intents_of([row[0] for row in tellable])
    choices: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for text, visitor_days, _ in tellable:
        if text in intents:
            choices[intents[text]].append((-visitor_days, len(text), text))
    return {intent: min(texts)[2] for intent, texts in choices.items()}


def _intents_of(texts: list[str]) -> dict[str, int]:
    digests = {digest_of(text): text for text in texts}
    forms = QueryForm.objects.select_related("intent").filter(digest__in=list(digests))
    return {digests[bytes(form.digest)]: form.intent.settled_id for form in forms}


def forget_labels() -> int:
    """Take derived labels away whose wording belongs to the intent no more; how many."""
    derived = Intent.objects.filter(named_by_hand=False).exclude(label="")
    labels = dict(derived.values_list("pk", "label"))
    owners = _intents_of(list(labels.values()))
    gone = [intent for intent, label in labels.items() if owners.get(label) != intent]
    return Intent.objects.filter(pk__in=gone).update(label="")
