from collections.abc import Sequence
from typing import Any

from django.http import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from comparisons.api import entries, visible
from comparisons.api.base import ListView, ReadView, both_ways
from comparisons.api.entries import REFERRED, SCORE, Row, under
from comparisons.api.filters import ScoreFilter
from comparisons.api.keyset import Key
from comparisons.api.links import Links
from comparisons.api.plain import plain
from comparisons.api.problems import Problem
from comparisons.api.shapes.scores import ScoreDetail, ScoreEntry
from comparisons.api.views.artifacts import SLUG, moved_to
from ranking.models import Score
from ranking.services import explain, positions

COLUMNS = (*SCORE, *under("artifact", REFERRED))
PROVISIONAL_LAST = Key("provisional")
RANK = both_ways("rank", Key("total"), Key("coverage"), last="artifact__slug")


def score_entry(row: Row, links: Links) -> Any:
    """Columns of a score are not null, so the summary is there."""
    summary = entries.score(row, links, row["artifact__slug"], prefix="")
    return {**(summary or {}), "artifact": entries.artifact(row, links, "artifact__")}


class ScoreList(ListView):
    """List ranks, highest first, provisional ones last."""

    operation = "list_scores"
    tag = "scores"
    shape = ScoreEntry
    filterset_class = ScoreFilter
    columns = COLUMNS
    orderings = {
        "-rank": [PROVISIONAL_LAST, *RANK["-rank"]],
        "rank": [PROVISIONAL_LAST, *RANK["rank"]],
    }

    def get_queryset(self) -> Any:
        return visible.scores()

    def build(self, rows: list[dict[str, Any]]) -> Sequence[ScoreEntry]:
        links = self.links
        return [score_entry(row, links) for row in rows]


class ScoreView(ReadView):
    """Read why an artifact has its rank.

    Contributions of the components add up to the total, shown tenths to the total's tenths, and
    parts of the signals to their component's value.
    """

    operation = "read_score"
    tag = "scores"
    shape = ScoreDetail
    path_parameters = [SLUG]
    moves = True

    def get(self, request: Request, slug: str) -> HttpResponseBase:
        scores = Score.objects.for_page().select_related("artifact")
        score = scores.filter(artifact__slug=slug, artifact__state=visible.PUBLISHED).first()
        if score is None:
            return self._without_score(slug)
        row = {column: _value(score, column) for column in COLUMNS}
        position = positions([score]).get(score.pk)
        return Response(
            {
                **score_entry(row, self.links),
                "position": plain(position),
                "explanation": plain(explain(score)),
            }
        )

    def _without_score(self, slug: str) -> HttpResponseBase:
        if visible.artifacts().filter(slug=slug).exists():
            raise Problem("not-found", f"“{slug}” has no rank yet: it is computed within a minute.")
        return moved_to(slug, "api:score")


def _value(score: Any, column: str) -> Any:
    for name in column.split("__"):
        score = getattr(score, name)
    return score
