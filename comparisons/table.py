"""The comparison as a plain object: the same rows make the page and the API's answer.

Knows no request, no template and no database: `compare` takes what was loaded and lays it out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from comparisons.addresses import pair_of
from comparisons.alignment import Alignment, align
from comparisons.cells import Cell, RowGroup
from comparisons.evidence import FactClaims, claims_of
from comparisons.facts import Neighbour, RelationFact, Subject
from comparisons.rows import row_groups
from ranking.verdict import Side, Verdict, verdict

__all__ = ["Cell", "Comparison", "compare"]


@dataclass(frozen=True)
class PeerPair:
    """A further comparison of one of the subjects; `address` is the tail of its address."""

    title: str
    address: str


@dataclass(frozen=True)
class PeerGroup:
    subject: Subject
    pairs: tuple[PeerPair, ...]


@dataclass(frozen=True)
class Comparison:
    """Two to six artifacts side by side, in the order they were given.

    `verdict` is there for pairs only. `peers` holds, by subject, artifacts of its own type.
    `as_of` is the day the ranks stand at, None while none of them is ranked.
    """

    subjects: tuple[Subject, ...]
    groups: tuple[RowGroup, ...]
    alignment: Alignment
    claims: tuple[tuple[FactClaims, ...], ...]
    relations: tuple[RelationFact, ...]
    verdict: Verdict | None
    peers: tuple[tuple[Neighbour, ...], ...]
    as_of: date | None

    @property
    def is_cross_type(self) -> bool:
        return len({subject.type.group for subject in self.subjects}) > 1

    @property
    def title(self) -> str:
        return " vs ".join(subject.name for subject in self.subjects)

    @property
    def peer_groups(self) -> tuple[PeerGroup, ...]:
        """Each subject that has peers, with the comparisons it would make with them."""
        groups = (
            PeerGroup(subject, tuple(_peer_pair(subject, peer) for peer in peers))
            for subject, peers in zip(self.subjects, self.peers, strict=True)
        )
        return tuple(group for group in groups if group.pairs)


def compare(
    subjects: Sequence[Subject],
    relations: Iterable[RelationFact] = (),
    peers: Sequence[Sequence[Neighbour]] = (),
) -> Comparison:
    """Lay out two or more subjects. Raises ValueError for fewer."""
    if len(subjects) < 2:
        raise ValueError("a comparison needs two artifacts or more")
    return Comparison(
        subjects=tuple(subjects),
        groups=row_groups(subjects),
        alignment=align([subject.capabilities for subject in subjects]),
        claims=tuple(claims_of(subject) for subject in subjects),
        relations=tuple(relations),
        verdict=_verdict(subjects),
        peers=tuple(tuple(group) for group in peers) or tuple(() for _ in subjects),
        as_of=max((s.rank.as_of for s in subjects if s.rank), default=None),
    )


def _peer_pair(subject: Subject, peer: Neighbour) -> PeerPair:
    return PeerPair(f"{subject.name} vs {peer.name}", pair_of([subject.slug, peer.slug]))


def _verdict(subjects: Sequence[Subject]) -> Verdict | None:
    if len(subjects) != 2:
        return None
    one, other = (Side(subject.type.key, subject.rank) for subject in subjects)
    return verdict(one, other)
