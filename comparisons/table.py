"""The comparison as a plain object: the same rows make the page and the API's answer.

Knows no request, no template and no database: `compare` takes what was loaded and lays it out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comparisons.addresses import pair_of
from comparisons.alignment import Alignment, align
from comparisons.cells import Cell, RowGroup
from comparisons.evidence import FactClaims, claims_of
from comparisons.facts import Neighbour, RelationFact, Subject
from comparisons.own_rows import own_group
from comparisons.own_standings import OwnStandings, standings
from comparisons.own_weights import OwnWeights
from comparisons.price_rows import price_groups
from comparisons.rows import row_groups
from comparisons.standing import GroupStanding, group_standings
from comparisons.support_rows import Area, shared_areas, support_groups
from ranking.formula import FALLBACK_TYPE, WEIGHTS, weights_of
from ranking.verdict import CapabilityEvidence, Side, Verdict, verdict
from ranking.weighing import Profiles

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

    `verdict` is there for pairs only and goes by the ranks, `standings` for three or more; `own`
    says what a reader's own weights make of them, where there are any. `support` tells who has
    which capability and `prices` who asks what, as rows like those of `groups`. `peers` holds, by
    subject, artifacts of its own type. `profiles` are the weights by type, in basis points, before
    any component drops out. `as_of` is the day the ranks stand at, None while none is ranked.
    """

    subjects: tuple[Subject, ...]
    groups: tuple[RowGroup, ...]
    alignment: Alignment
    claims: tuple[tuple[FactClaims, ...], ...]
    relations: tuple[RelationFact, ...]
    verdict: Verdict | None
    peers: tuple[tuple[Neighbour, ...], ...]
    profiles: Profiles
    as_of: date | None
    own: OwnStandings | None = None
    support: tuple[RowGroup, ...] = ()
    prices: tuple[RowGroup, ...] = ()
    standings: tuple[GroupStanding, ...] = ()

    @property
    def areas(self) -> tuple[Area, ...]:
        """What two or more can do, by part of the vocabulary."""
        return shared_areas(self.alignment)

    @property
    def is_cross_type(self) -> bool:
        return len({subject.type.group for subject in self.subjects}) > 1

    @property
    def usual_weights(self) -> Mapping[str, int]:
        """The profile that all of them are weighed by, or the default one."""
        found = [self.profiles[subject.type.key] for subject in self.subjects]
        return found[0] if all(one == found[0] for one in found) else self.profiles[FALLBACK_TYPE]

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
    *,
    profiles: Profiles = WEIGHTS,
    own: OwnWeights | None = None,
    evidence: Sequence[Mapping[str, CapabilityEvidence]] = (),
) -> Comparison:
    """Lay out two or more subjects. Raises ValueError for fewer.

    `profiles` are the weights of the types in basis points, `evidence` what searches showed of
    each subject, by capability.
    """
    if len(subjects) < 2:
        raise ValueError("a comparison needs two artifacts or more")
    sides = _sides(subjects, evidence)
    own_view = _own(subjects, sides, own) if own else None
    alignment = align([subject.capabilities for subject in subjects])
    return Comparison(
        subjects=tuple(subjects),
        groups=tuple(_groups(subjects, own_view)),
        alignment=alignment,
        claims=tuple(claims_of(subject) for subject in subjects),
        relations=tuple(relations),
        verdict=verdict(*sides, profiles=profiles) if len(sides) == 2 else None,
        peers=tuple(tuple(group) for group in peers) or tuple(() for _ in subjects),
        profiles={
            key: profiles.get(key) or weights_of(key)
            for key in dict.fromkeys((*(subject.type.key for subject in subjects), FALLBACK_TYPE))
        },
        as_of=max((s.rank.as_of for s in subjects if s.rank), default=None),
        own=own_view,
        support=support_groups(alignment),
        prices=price_groups(subjects),
        standings=group_standings(subjects, profiles) if len(subjects) > 2 else (),
    )


def _sides(
    subjects: Sequence[Subject], evidence: Sequence[Mapping[str, CapabilityEvidence]]
) -> tuple[Side, ...]:
    found = evidence or [{} for _ in subjects]
    return tuple(
        Side(subject.type.key, subject.rank, searched)
        for subject, searched in zip(subjects, found, strict=True)
    )


def _own(subjects: Sequence[Subject], sides: Sequence[Side], own: OwnWeights) -> OwnStandings:
    told = verdict(*sides, own=own.basis_points) if len(sides) == 2 else None
    return standings(subjects, own, told)


def _groups(subjects: Sequence[Subject], own: OwnStandings | None) -> Iterator[RowGroup]:
    """A reader's own weights stand right below the rank."""
    for group in row_groups(subjects):
        yield group
        if own and group.key == "rank":
            yield own_group(subjects, own)


def _peer_pair(subject: Subject, peer: Neighbour) -> PeerPair:
    return PeerPair(f"{subject.name} vs {peer.name}", pair_of([subject.slug, peer.slug]))
