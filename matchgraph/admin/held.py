"""Evidence that was held back: why, and an editor's word on it."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.enums import ActionVariant

from catalog.admin import dashboard
from catalog.admin.desk import DeskAdmin, ViewOnly, action, display
from catalog.admin.dialogs import dialog, go_to
from catalog.admin.editorial import user_of
from catalog.admin.paging import DeskPaginator
from catalog.signals import notify_changed
from matchgraph.forms.deciding import WhyDialog
from matchgraph.models import EvidenceDay, HeldDay, HeldState
from matchgraph.services.deciding import DecisionRefused, decide

COLOURS = {
    HeldState.HELD: "warning",
    HeldState.RELEASED: "success",
    HeldState.REJECTED: "danger",
}
LIST = "admin:matchgraph_heldday_changelist"


@admin.register(HeldDay)
class HeldDayAdmin(ViewOnly, DeskAdmin):
    """One artifact and day a row. It counts nothing until somebody releases it."""

    paginator = DeskPaginator
    list_display = ["artifact", "day", "units", "usual", "allowed", "standing", "reason"]
    list_select_related = ["artifact"]
    list_filter = [
        ("state", ChoicesDropdownFilter),
        ("artifact", AutocompleteSelectFilter),
    ]
    search_fields = ["artifact__slug__startswith"]
    search_help_text = "The beginning of an artifact's slug."
    ordering = ["-day", "-units", "pk"]
    sortable_by: ClassVar[list[str]] = []
    fields = [
        ("artifact", "day"),
        ("units", "usual", "allowed"),
        "why",
        "share_content",
        ("standing", "reason"),
        ("decided_by", "decided_at"),
    ]
    readonly_fields = ["usual", "why", "share_content", "standing"]
    actions_detail = ["release", "reject"]

    def has_decide_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("matchgraph.change_heldday")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("artifact", "decided_by")

    def get_actions_detail(self, request: HttpRequest, object_id: int) -> list[Any]:
        """What is released can be rejected yet, and the other way round."""
        state = HeldDay.objects.filter(pk=object_id).values_list("state", flat=True).first()
        done = {"released": "release", "rejected": "reject"}.get(state or "", "")
        allowed = super().get_actions_detail(request, object_id)
        return [button for button in allowed if not done or not button.action_name.endswith(done)]

    @admin.display(description="usual")
    def usual(self, held: HeldDay) -> str:
        return f"{held.usual_twice / 2:g}"

    @display(description="state", label=COLOURS)
    def standing(self, held: HeldDay) -> tuple[str, str]:
        return held.state, held.get_state_display()

    @admin.display(description="why it was held back")
    def why(self, held: HeldDay) -> str:
        return (
            f"{held.units:,} visits on one day. Half of the 28 days before had"
            f" {held.usual_twice / 2:g} or fewer; up to {held.allowed:,} would have passed."
            " Look for a reason in the world: a release, an article, a talk. Without one, it may be"
            " somebody who wants to be ranked higher, or somebody who wants this held back."
        )

    @admin.display(description="what the visits came to")
    def share_content(self, held: HeldDay) -> str:
        """How content they were beside the days before: genuine crowds are seldom all of a mind."""
        rows = EvidenceDay.objects.filter(artifact=held.artifact_id, day__lte=held.day)
        told = {"that day": rows.filter(day=held.day), "before": rows.filter(day__lt=held.day)}
        return "; ".join(f"{name} {_content(found)}" for name, found in told.items())

    @action(
        description="Release",
        icon="check",
        variant=ActionVariant.PRIMARY,
        permissions=["decide"],
        dialog=dialog("Release", "The day's visits count, and the rank follows.", WhyDialog),
    )
    def release(self, request: HttpRequest, form: WhyDialog, object_id: str) -> HttpResponse:
        return self._decide(request, form, object_id, HeldState.RELEASED)

    @action(
        description="Reject",
        icon="block",
        permissions=["decide"],
        dialog=dialog("Reject", "The day's visits never count, nor as what is usual.", WhyDialog),
    )
    def reject(self, request: HttpRequest, form: WhyDialog, object_id: str) -> HttpResponse:
        return self._decide(request, form, object_id, HeldState.REJECTED)

    def _decide(
        self, request: HttpRequest, form: WhyDialog, object_id: str, state: HeldState
    ) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        by = user_of(request)
        try:
            decided = decide(
                held_ids=[int(object_id)],
                state=state,
                reason=reason,
                by=by.pk if by else None,
                at=timezone.now(),
            )
        except DecisionRefused as refusal:
            messages.error(request, str(refusal))
            return go_to(reverse("admin:matchgraph_heldday_change", args=[object_id]))
        for held in decided:
            self.log_change(request, held, f"{state.label}. {reason}")
        notify_changed()
        messages.success(request, f"{state.label}.")
        return go_to(reverse("admin:matchgraph_heldday_change", args=[object_id]))


def _content(days: QuerySet[EvidenceDay]) -> str:
    outcomes = sum(day.outcomes for day in days)
    examinations = sum(day.examinations for day in days)
    return f"{outcomes * 100 // examinations} of 100" if examinations else "nothing"


def held_back(request: HttpRequest) -> dashboard.Card | None:
    if not request.user.has_perm("matchgraph.view_heldday"):
        return None
    note = "Far more visits than usual: they count once you release them."
    address = f"{reverse(LIST)}?state__exact={HeldState.HELD}"
    return dashboard.card_of("Held-back evidence", HeldDay.objects.waiting(), note, address)


dashboard.FURTHER.append(held_back)
