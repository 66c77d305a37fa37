"""What a comparison offers beside its facts: its rows to choose, artifacts to add or to remove."""

from collections.abc import Sequence
from dataclasses import dataclass

from comparisons.addresses import MOST_COMPARED
from comparisons.cells import RowGroup
from comparisons.compare_address import Asked, Pairs, comparison_address
from comparisons.facts import Subject
from comparisons.row_choice import FOLLOWS, RowChoice, ShownRows, name_of, shown_rows
from comparisons.table import Comparison


@dataclass(frozen=True)
class RowOption:
    name: str
    label: str
    checked: bool


@dataclass(frozen=True)
class RowOptions:
    label: str
    options: tuple[RowOption, ...]


@dataclass(frozen=True)
class RowForm:
    """`kept` is what the form carries along, `clear` the address that shows all rows."""

    choice: RowChoice
    problem: str
    groups: tuple[RowOptions, ...]
    kept: Pairs
    clear: str

    @property
    def is_open(self) -> bool:
        return bool(self.choice.names or self.problem)


@dataclass(frozen=True)
class Member:
    """One of the compared, with the address of the comparison without it; empty for pairs."""

    subject: Subject
    without: str


@dataclass(frozen=True)
class Addition:
    """An artifact one might add, and where that leads."""

    name: str
    type_name: str
    address: str


@dataclass(frozen=True)
class Controls:
    """`carried` is what the form that adds an artifact carries along; `may_add` while there is
    room for one."""

    rows: ShownRows
    support: ShownRows
    form: RowForm
    members: tuple[Member, ...]
    additions: tuple[Addition, ...]
    carried: Pairs
    may_add: bool


def controls(comparison: Comparison, asked: Asked) -> Controls:
    slugs = [subject.slug for subject in comparison.subjects]
    return Controls(
        rows=shown_rows(comparison.groups, asked.choice),
        support=shown_rows(comparison.support, RowChoice(asked.choice.differences)),
        form=_row_form(comparison.groups, slugs, asked),
        members=tuple(_member(subject, slugs, asked) for subject in comparison.subjects),
        additions=_additions(comparison, slugs, asked),
        carried=(*(("artifact", slug) for slug in slugs), *asked.pairs),
        may_add=len(slugs) < MOST_COMPARED,
    )


def _row_form(groups: Sequence[RowGroup], slugs: Sequence[str], asked: Asked) -> RowForm:
    return RowForm(
        choice=asked.choice,
        problem=asked.problem,
        groups=tuple(
            RowOptions(
                group.label,
                tuple(
                    RowOption(
                        name_of(group.key, row.key),
                        row.label,
                        asked.choice.wants(group.key, row.key),
                    )
                    for row in group.rows
                ),
            )
            for group in groups
            if group.key not in FOLLOWS
        ),
        kept=asked.kept,
        clear=comparison_address(slugs, asked.without_rows),
    )


def _member(subject: Subject, slugs: Sequence[str], asked: Asked) -> Member:
    rest = [slug for slug in slugs if slug != subject.slug]
    return Member(subject, comparison_address(rest, asked.query) if len(rest) > 1 else "")


def _additions(
    comparison: Comparison, slugs: Sequence[str], asked: Asked, most: int = 6
) -> tuple[Addition, ...]:
    """The highest ranked others of the same types, one type after the other in turn."""
    if len(slugs) >= MOST_COMPARED:
        return ()
    turns = max((len(peers) for peers in comparison.peers), default=0)
    in_turn = (peers[n] for n in range(turns) for peers in comparison.peers if n < len(peers))
    return tuple(
        Addition(peer.name, peer.type_name, comparison_address([*slugs, peer.slug], asked.query))
        for peer in list(dict.fromkeys(in_turn))[:most]
    )
