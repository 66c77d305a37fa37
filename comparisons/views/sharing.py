"""What the head of a page says of it to those who list, preview or quote it."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.models import Artifact
from comparisons.addresses import pair_of
from comparisons.rank_rows import rank_words
from comparisons.services.profile import Profile
from comparisons.structured import Entry, artifact_entry, comparison_entry
from comparisons.table import Comparison
from comparisons.views.known import address


@dataclass(frozen=True)
class Sharing:
    """`page`, `twin` and `card` are absolute addresses; `entry` is an object of schema.org."""

    title: str
    description: str
    page: str
    twin: str
    card: str
    card_words: str
    entry: Entry


def of_artifact(artifact: Artifact, shown: Profile) -> Sharing:
    page, kind = address("artifact", artifact.slug), artifact.type.schema_org_type
    links = [link.url for link in shown.links]
    return Sharing(
        title=artifact.name,
        description=artifact.summary,
        page=page,
        twin=address("artifact_twin", artifact.slug),
        card=address("artifact_card", artifact.slug),
        card_words=rank_words(shown.subject),
        entry=artifact_entry(shown.subject, kind, page, links),
    )


def of_comparison(artifacts: Sequence[Artifact], shown: Comparison, lead: str) -> Sharing:
    pair = pair_of(artifact.slug for artifact in artifacts)
    page = address("compare", pair)
    kinds = [artifact.type.schema_org_type for artifact in artifacts]
    pages = [address("artifact", artifact.slug) for artifact in artifacts]
    return Sharing(
        title=shown.title,
        description=lead,
        page=page,
        twin=address("compare_twin", pair),
        card=address("compare_card", pair),
        card_words="; ".join(map(rank_words, shown.subjects)),
        entry=comparison_entry(shown, lead, page, kinds, pages),
    )
