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
from comparisons.api.shapes.scores import ScoreDetail, ScoreEntry, ScoreHistoryEntry
from comparisons.api.views.artifacts import SLUG, moved_to
from comparisons.history import Cause
from ranking.models import Score
from ranking.scoring import headline_of
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
            return without_score(slug, "api:score")
        row = {column: _value(score, column) for column in COLUMNS}
        position = positions([score]).get(score.pk)
        return Response(
            {
                **score_entry(row, self.links),
                "history_url": self.links.to("api:history", slug),
                "position": plain(position),
                "explanation": plain(explain(score)),
            }
        )


class ScoreHistoryList(ListView):
    """List how a rank came to be what it is, newest first.

    An entry is made when the shown rank, the formula or the epoch changes; it tells exactly what
    the change came from.
    """

    operation = "list_score_history"
    tag = "scores"
    shape = ScoreHistoryEntry
    path_parameters = [SLUG]
    moves = True
    columns = ("recorded_at", "as_of", "tenths", "total", "formula__version", "epoch_id", *Cause)
    orderings = {"-id": [Key("id", descending=True)], "id": [Key("id")]}

    def get(self, request: Request, slug: str) -> HttpResponseBase:  # type: ignore[override]
        answer = super().get(request)
        if answer.data["results"] or self._exists(slug):
            return answer
        return without_score(slug, "api:history")

    def get_queryset(self) -> Any:
        return visible.score_history(self.kwargs["slug"])

    def build(self, rows: list[dict[str, Any]]) -> Sequence[ScoreHistoryEntry]:
        return [_history_entry(row) for row in rows]

    def _exists(self, slug: str) -> bool:
        return visible.scores().filter(artifact__slug=slug).exists()


def without_score(slug: str, name: str) -> HttpResponseBase:
    if visible.artifacts().filter(slug=slug).exists():
        raise Problem("not-found", f"“{slug}” has no rank yet: it is computed within a minute.")
    return moved_to(slug, name)


def _history_entry(row: Row) -> ScoreHistoryEntry:
    return {
        "recorded_at": row["recorded_at"],
        "as_of": row["as_of"],
        "rank": headline_of(row["tenths"]),
        "tenths": row["tenths"],
        "total": row["total"],
        "formula": row["formula__version"],
        "epoch": row["epoch_id"],
        "own": row[Cause.OWN],
        "by_formula": row[Cause.FORMULA],
        "by_epoch": row[Cause.EPOCH],
        "by_hand": row[Cause.HAND],
    }


def _value(score: Any, column: str) -> Any:
    for name in column.split("__"):
        score = getattr(score, name)
    return score
