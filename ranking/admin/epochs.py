"""Epochs: closed, followed while they are computed, looked at, switched to, given up, restored."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.enums import ActionVariant

from catalog.admin.desk import DeskAdmin, ViewOnly, action, display
from catalog.admin.dialogs import dialog, go_to
from ranking.admin.frozen import curves_table, quantiles_table
from ranking.admin.progress import Stage, buttons_of, progress_of
from ranking.admin.refusals import RefusalsTold, row_or_404
from ranking.admin.reports import LINK, shown_report
from ranking.admin.tables import Table, TypeNames
from ranking.forms.dialogs import CloseDialog, ReasonDialog, WhyDialog
from ranking.models import Epoch, EpochState, NormaliserTable
from ranking.services.noting import acts_on
from ranking.services.preparing import EpochRefused, discard_epoch, restore_epoch
from ranking.tasks import (
    CLOSING,
    ask,
    check_epoch,
    checking,
    close_epoch,
    switch_epoch,
    switching,
)

COLOURS = {
    EpochState.SHADOW: "warning",
    EpochState.ACTIVE: "success",
    EpochState.DISCARDED: "danger",
}
MOST_ACTS = 50


@admin.register(Epoch)
class EpochAdmin(ViewOnly, DeskAdmin):
    """An epoch is never edited: its buttons lead it from shadow to active and back."""

    list_display = [
        *("__str__", "formula", "shown_state", "fitted_on", "as_of"),
        *("opened_by", "switched_at", "note"),
    ]
    list_select_related = ["formula", "opened_by"]
    list_filter = [("state", ChoicesDropdownFilter), ("formula", RelatedDropdownFilter)]
    sortable_by: ClassVar[list[str]] = []
    fields = [
        ("state", "formula"),
        ("as_of", "fitted_on"),
        ("opened_by", "opened_at"),
        ("follows", "followed_by"),
        ("switched_at", "by_itself"),
        "note",
    ]
    readonly_fields = ["followed_by", "by_itself"]
    actions_list = ["close"]
    actions_detail = ["switch", "switch_anyway", "check_again", "discard", "restore"]
    change_form_template = "admin/ranking/epoch/change_form.html"

    class Media:
        css = {"all": ["desk/ranking.css"]}

    # --- What is shown --------------------------------------------------------------------

    @display(description="state", label=COLOURS)
    def shown_state(self, epoch: Epoch) -> tuple[str, str]:
        return epoch.state, epoch.get_state_display()

    @admin.display(description="followed by")
    def followed_by(self, epoch: Epoch) -> str:
        # The page asks for this several times over.
        prefetch_related_objects([epoch], "followers")
        pages = ((_page(one.pk), one) for one in epoch.followers.all())
        return format_html_join(", ", LINK, pages) or "none"

    @admin.display(description="switches")
    def by_itself(self, epoch: Epoch) -> str:
        """Who lets it take over, and by what right."""
        who = "By itself once it is computed" if epoch.is_automatic else "When somebody says so"
        return f"{who}, whatever its checks find: {epoch.waived}" if epoch.waived else f"{who}."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Epoch]:
        epochs: QuerySet[Epoch] = super().get_queryset(request)
        return epochs.select_related("formula", "opened_by", "follows")

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        epoch = kw.get("obj")
        if epoch is not None:
            context["progress"] = progress_of(epoch)
            report, names = epoch.last_report, TypeNames.read()
            context["report"] = shown_report(report, names) if report else None
            context["quantiles"] = quantiles_table(epoch, names)
            context["curves"] = curves_table(epoch, names)
            context["acts"] = _acts(epoch)
        return super().render_change_form(request, context, *args, **kw)

    # --- The page while it moves ----------------------------------------------------------

    def get_custom_urls(self) -> Any:
        return [("<path:object_id>/progress/", "ranking_epoch_progress", self.progress_view)]

    def progress_view(self, request: HttpRequest, object_id: str, **_: Any) -> HttpResponse:
        """The progress anew; the whole page once it has come further than what was seen."""
        epoch: Epoch = row_or_404(self, request, object_id)
        if not self.has_view_permission(request, epoch):
            return HttpResponse(status=403)
        progress = progress_of(epoch)
        if request.GET.get("seen") != progress.stage:
            return HttpResponse(headers={"HX-Refresh": "true"})
        context = {"epoch": epoch, "progress": progress}
        return render(request, "admin/ranking/epoch/progress.html", context)

    # --- What may be done -----------------------------------------------------------------

    def has_switch_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("ranking.switch_epoch")

    def get_actions_detail(self, request: HttpRequest, object_id: int) -> list[Any]:
        allowed = super().get_actions_detail(request, object_id)
        epoch = self.get_object(request, str(object_id)) if allowed else None
        names = {f"ranking_epoch_{name}" for name in buttons_of(epoch)} if epoch else set()
        return [button for button in allowed if button.action_name in names]

    # --- The buttons ----------------------------------------------------------------------

    @action(
        description="Close the epoch",
        icon="event_repeat",
        variant=ActionVariant.PRIMARY,
        permissions=["switch"],
        dialog=dialog(
            "Close the epoch",
            "The next one is fitted to what has been read, and computed beside the live ranks.",
            CloseDialog,
        ),
    )
    def close(self, request: HttpRequest, form: CloseDialog) -> HttpResponse:
        given = form.cleaned_data
        as_of = given["as_of"].isoformat() if given["as_of"] else ""
        with RefusalsTold(request):
            if other := Epoch.objects.shadow().first():
                raise EpochRefused(f"{other} is being prepared already: switch or discard it.")
            asked = {"as_of": as_of, "by": request.user.pk, "note": given["note"]}
            ask(close_epoch, CLOSING, automatic=False, **asked)
            messages.success(
                request,
                "A worker fits the next epoch. It appears in this list in a moment, is computed"
                " beside the live ranks and checked, and then waits for you to switch.",
            )
        return go_to(reverse("admin:ranking_epoch_changelist"))

    @action(
        description="Check again",
        icon="fact_check",
        permissions=["switch"],
        dialog=dialog(
            "Check again",
            "Holds it against the live ranks as both are now. Nothing else happens.",
            ReasonDialog,
        ),
    )
    def check_again(self, request: HttpRequest, form: ReasonDialog, object_id: str) -> HttpResponse:
        epoch: Epoch = row_or_404(self, request, object_id)
        with RefusalsTold(request):
            _refuse_unless_ready(epoch)
            ask(check_epoch, checking(epoch.pk), epoch=epoch.pk, by=request.user.pk)
            messages.success(request, f"A worker checks {epoch}. This page tells what it finds.")
        return go_to(_page(object_id))

    @action(
        description="Switch",
        icon="swap_horiz",
        variant=ActionVariant.PRIMARY,
        permissions=["switch"],
        dialog=dialog(
            "Switch",
            "It is checked once more, and then takes over: every rank, explanation and page at"
            " once. You can go back to the epoch before.",
            ReasonDialog,
        ),
    )
    def switch(self, request: HttpRequest, form: ReasonDialog, object_id: str) -> HttpResponse:
        return self._switch(request, object_id)

    @action(
        description="Switch although checks failed",
        icon="warning",
        variant=ActionVariant.DANGER,
        permissions=["switch"],
        dialog=dialog(
            "Switch although checks failed",
            "It takes over whatever the checks find. Say why that is right.",
            WhyDialog,
        ),
    )
    def switch_anyway(self, request: HttpRequest, form: WhyDialog, object_id: str) -> HttpResponse:
        return self._switch(request, object_id, form.cleaned_data["reason"])

    @action(
        description="Discard",
        icon="delete",
        permissions=["switch"],
        dialog=dialog(
            "Discard",
            "It is given up. A formula that was sealed for it stays sealed: copy it to go on.",
            ReasonDialog,
        ),
    )
    def discard(self, request: HttpRequest, form: ReasonDialog, object_id: str) -> HttpResponse:
        epoch: Epoch = row_or_404(self, request, object_id)
        with RefusalsTold(request):
            discard_epoch(epoch=epoch)
            self.log_change(request, epoch, f"Discarded. {form.cleaned_data['reason']}".strip())
            messages.success(request, f"{epoch} was discarded.")
        return go_to(_page(object_id))

    @action(
        description="Go back to this epoch",
        icon="undo",
        permissions=["switch"],
        dialog=dialog(
            "Go back to this epoch",
            "What it froze comes back: curves, quartiles and weights. It is computed for the"
            " present day and then takes over by itself, whatever the checks find.",
            WhyDialog,
        ),
    )
    def restore(self, request: HttpRequest, form: WhyDialog, object_id: str) -> HttpResponse:
        epoch: Epoch = row_or_404(self, request, object_id)
        reason = form.cleaned_data["reason"]
        with RefusalsTold(request):
            restore_epoch(epoch=epoch, at=timezone.now(), by=request.user.pk, reason=reason)
            self.log_change(request, epoch, f"Going back to it. {reason}")
            messages.success(request, f"{epoch} is being computed and then takes over.")
        return go_to(_page(object_id))

    def _switch(self, request: HttpRequest, object_id: str, waived: str = "") -> HttpResponse:
        """Asks a worker: a large catalog takes longer than a request may."""
        epoch: Epoch = row_or_404(self, request, object_id)
        with RefusalsTold(request):
            _refuse_unless_ready(epoch)
            if progress_of(epoch).stage == Stage.FAILED and not waived:
                raise EpochRefused(f"{epoch} did not pass its checks: switching needs a reason.")
            ask(
                switch_epoch,
                switching(epoch.pk),
                epoch=epoch.pk,
                by=request.user.pk,
                waived=waived,
            )
            messages.success(request, f"A worker switches to {epoch}. This page tells the outcome.")
        return go_to(_page(object_id))


@admin.register(NormaliserTable)
class NormaliserTableAdmin(ViewOnly, DeskAdmin):
    list_display = ["epoch", "type_key", "signal", "n", "basis"]
    list_select_related = ["epoch"]
    list_filter = [("epoch", RelatedDropdownFilter)]
    search_fields = ["type_key", "signal"]
    sortable_by: ClassVar[list[str]] = []


def _refuse_unless_ready(epoch: Epoch) -> None:
    progress = progress_of(epoch)
    if not epoch.is_shadow:
        raise EpochRefused(f"{epoch} is not being prepared.")
    if progress.done < progress.parts:
        raise EpochRefused(f"{epoch} is not computed yet: a worker is at it.")


def _acts(epoch: Epoch) -> Table:
    return Table(
        caption="What was done",
        heads=["When", "Who", "What"],
        rows=[
            [
                f"{entry.action_time:%Y-%m-%d %H:%M:%S}",
                entry.user.get_username(),
                entry.get_change_message(),
            ]
            for entry in acts_on(epoch)[:MOST_ACTS]
        ],
        empty="Nobody has done anything to it by hand.",
    )


def _page(epoch: object) -> str:
    return reverse("admin:ranking_epoch_change", args=[epoch])
