"""Tries a draft out on real artifacts before anything of it is sealed."""

from dataclasses import dataclass
from datetime import datetime

from catalog.models import Artifact
from ranking.guards import Report
from ranking.models import Formula
from ranking.services.database import rows
from ranking.services.preparing import prepare_formula, rehearse
from ranking.sql import load

MOST = 5_000
TOP = 100


@dataclass(frozen=True)
class Sample:
    """The artifacts that are computed, out of `of`: `top` of them as the highest ranked of their
    type. `ids` is None for all."""

    of: int
    ids: tuple[int, ...] | None = None
    top: int = 0

    @property
    def size(self) -> int:
        return self.of if self.ids is None else len(self.ids)


@dataclass(frozen=True)
class Preview:
    sample: Sample
    report: Report


def preview(*, formula: Formula, at: datetime) -> Preview:
    """What the draft would change. Leaves no trace.

    Raises EpochRefused for what could not be activated either, and where another epoch is being
    prepared.
    """
    sample = choose_sample()
    report = rehearse(lambda: prepare_formula(formula=formula, at=at), ids=sample.ids)
    return Preview(sample, report if sample.ids is None else report.of_a_sample())


def choose_sample(*, most: int = MOST, top: int = TOP) -> Sample:
    """All artifacts, or where there are more than `most`: the `top` listed of every type, and an
    even spread of the others."""
    count = Artifact.objects.count()
    if count <= most:
        return Sample(count)
    chosen = rows(load("sample"), {"top": top, "most": most})
    ids = tuple(artifact_id for artifact_id, _ in chosen)
    return Sample(count, ids, sum(is_top for _, is_top in chosen))
