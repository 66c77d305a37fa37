"""Editorial verdicts: written in two steps, watched by the rows they rest on."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from pghistory.models import Events
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.enums import ActionVariant

from catalog.admin.desk import DeskAdmin, action, display
from catalog.admin.dialogs import dialog, go_to
from catalog.admin.editorial import user_of
from catalog.admin.history import MOST, told
from catalog.forms.dialogs import ReasonDialog
from comparisons.addresses import pair_of
from comparisons.deciding import name_of
from comparisons.forms.verdicts import PairForm, StillRightDialog, VerdictForm, change_rows
from comparisons.models import EditorialVerdict, VerdictState
from comparisons.services import verdicts, written

COLOURS = {
    VerdictState.CURRENT: "success",
    VerdictState.STALE: "warning",
    VerdictState.WITHDRAWN: "info",
}
WORDS = ["choose_first", "choose_second", "summary"]
ROWS_HELP = (
    "When one of the rows you tick shows something else, the verdict says so and waits for a second"
    " look. Rank and components have changed once they moved by a whole point, the computed verdict"
    " when another is ahead or the lead is more or less sure."
)
DECIDING = ("What decides", {"fields": ["deciding_rows"], "description": ROWS_HELP})
GUARD = ["opened_revision", "seen"]
RECORD = [
    "shown_pair",
    ("state", "stale_since"),
    "what_changed",
    ("author_name", "written_on"),
]


@admin.register(EditorialVerdict)
class EditorialVerdictAdmin(DeskAdmin):
    """Rows come with their `pair`: both artifacts and what they show now, None if unpublished."""

    list_display = ["__str__", "shown_state", "rows_changed", "author_name", "written_on"]
    list_select_related = ["first", "second"]
    list_filter = [("state", ChoicesDropdownFilter)]
    search_fields = ["first__name", "second__name", "first__slug", "second__slug"]
    search_help_text = "Words of a name or of a slug."
    sortable_by: ClassVar[list[str]] = []
    autocomplete_fields = ["first", "second"]
    object_history_template = "admin/catalog/artifact/object_history.html"
    actions_detail = ["still_right", "withdraw"]

    # --- What is shown --------------------------------------------------------------------

    @display(description="state", label=COLOURS)
    def shown_state(self, verdict: EditorialVerdict) -> tuple[str, str]:
        return verdict.state, verdict.get_state_display()

    @admin.display(description="rows that changed")
    def rows_changed(self, verdict: EditorialVerdict) -> str:
        return ", ".join(name_of(key) for key in verdict.stale_rows) or "–"

    @admin.display(description="comparison")
    def shown_pair(self, verdict: EditorialVerdict) -> str:
        address = self.view_on_site(verdict)
        if address is None:
            return f"{verdict} (not published: nobody sees it)"
        return format_html('<a class="text-link underline" href="{}">{}</a>', address, verdict)

    @admin.display(description="changed since")
    def what_changed(self, verdict: Any) -> str:
        rows = change_rows(verdict, written.changes_in(verdict, verdict.pair))
        return render_to_string("admin/catalog/facts_table.html", {"rows": rows})

    @admin.display(description="what it says")
    def said(self, verdict: EditorialVerdict) -> str:
        rows = [
            (f"Choose {verdict.first} if", verdict.choose_first),
            (f"Choose {verdict.second} if", verdict.choose_second),
            ("Summary", verdict.summary or "–"),
        ]
        return render_to_string("admin/catalog/facts_table.html", {"rows": rows})

    @admin.display(description="decided by")
    def rests_on(self, verdict: EditorialVerdict) -> str:
        rows = [
            (name_of(key), " / ".join(verdict.deciding_values[key]))
            for key in verdict.deciding_rows
        ]
        heads = ["Row", f"{verdict.first} / {verdict.second}"]
        return render_to_string("admin/catalog/facts_table.html", {"rows": rows, "heads": heads})

    def view_on_site(self, verdict: EditorialVerdict) -> str | None:
        sides = (verdict.first, verdict.second)
        if not all(side.is_published for side in sides):
            return None
        return reverse("compare", args=[pair_of([side.slug for side in sides])])

    # --- What may be done -----------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A withdrawn one stays as it is; one on what nobody can compare waits for that."""
        may = super().has_change_permission(request, obj)
        if obj is None:
            return may
        return (
            may and obj.state != VerdictState.WITHDRAWN and getattr(obj, "pair", None) is not None
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Verdicts are withdrawn; only a withdrawn one is deleted, one at a time."""
        if obj is None or not super().has_delete_permission(request, obj):
            return False
        return bool(obj.state == VerdictState.WITHDRAWN)

    def has_judge_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("comparisons.change_editorialverdict")

    def get_actions_detail(self, request: HttpRequest, object_id: int) -> list[Any]:
        live = EditorialVerdict.objects.live().filter(pk=object_id).exists()
        return super().get_actions_detail(request, object_id) if live else []

    # --- The form -------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("first", "second")

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        found: Any = super().get_object(request, object_id, from_field)
        if found is not None:
            found.pair = written.pairs_of([found]).get(found.pk)
        return found

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None and (pair := self._chosen(request)):
            return [(pair.comparison.title, {"fields": [*WORDS, *GUARD]}), DECIDING]
        if obj is None:
            return [("On which two?", {"fields": ["first", "second"]})]
        if not self.has_change_permission(request, obj):
            return [(None, {"fields": [*RECORD, "said", "rests_on"]})]
        return [
            ("As it stands", {"fields": RECORD}),
            ("What it says", {"fields": WORDS}),
            DECIDING,
            ("This change", {"fields": ["reason", *GUARD]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return []
        record = ["shown_pair", "state", "stale_since", "what_changed"]
        return [*record, "author_name", "written_on", "said", "rests_on"]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kw: Any
    ) -> Any:
        pair = obj.pair if obj else self._chosen(request)
        if obj is None and pair is None:
            kw["form"] = PairForm
        elif obj is None or self.has_change_permission(request, obj):
            kw["form"] = type("VerdictForm", (VerdictForm,), {"pair": pair})
        return super().get_form(request, obj, change, **kw)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The address names the two, and fills in nothing."""
        return {}

    def _chosen(self, request: HttpRequest) -> written.Pair | None:
        """The two that the address of the second step names, read once for a request."""
        kept = request.__dict__
        if "chosen_pair" not in kept:
            one, other = (request.GET.get(side, "") for side in ("first", "second"))
            numbers = one.isascii() and one.isdigit() and other.isascii() and other.isdigit()
            small = numbers and max(len(one), len(other)) < 19
            kept["chosen_pair"] = written.published_pair(int(one), int(other)) if small else None
        return kept["chosen_pair"]  # type: ignore[no-any-return]

    # --- Saving ---------------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        choosing = object_id is None and self._chosen(request) is None
        if choosing and request.method == "POST" and self.has_add_permission(request):
            form = PairForm(request.POST)
            if form.is_valid():
                both = {side: form.cleaned_data[side].pk for side in ("first", "second")}
                return HttpResponseRedirect(f"{request.path}?{urlencode(both)}")
        context = {"choosing_pair": choosing, "show_save_and_add_another": False}
        try:
            return super().changeform_view(
                request, object_id, form_url, context | (extra_context or {})
            )
        except verdicts.VerdictRefused as refusal:
            messages.error(request, f"Nothing was saved. {refusal}")
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        given = {
            "pair": form.pair,
            "words": form.words,
            "rows": form.cleaned_data["deciding_rows"],
            "by": user_of(request),
            "on": timezone.now().date(),
            "reason": form.cleaned_data.get("reason", ""),
        }
        if change:
            verdicts.rewrite(verdict=obj, **given)
        else:
            obj.pk = verdicts.write(**given).pk
        obj.refresh_from_db()

    @action(
        description="Still right",
        icon="check",
        variant=ActionVariant.PRIMARY,
        permissions=["judge"],
        dialog=dialog(
            "Still right",
            "It stays as it is, resting on what both sides show today.",
            StillRightDialog,
        ),
    )
    def still_right(
        self, request: HttpRequest, form: StillRightDialog, object_id: int
    ) -> HttpResponse:
        try:
            verdicts.confirm(
                verdict_id=object_id,
                seen=form.texts(),
                by=user_of(request),
                on=timezone.now().date(),
                reason=form.cleaned_data["reason"],
            )
        except verdicts.VerdictRefused as refusal:
            messages.error(request, f"Nothing was changed. {refusal}")
        else:
            messages.success(request, "Confirmed.")
        return go_to(reverse("admin:comparisons_editorialverdict_change", args=[object_id]))

    @action(
        description="Withdraw",
        icon="block",
        permissions=["judge"],
        dialog=dialog(
            "Withdraw",
            "It is no longer shown. It is kept with its history.",
            ReasonDialog,
        ),
    )
    def withdraw(self, request: HttpRequest, form: ReasonDialog, object_id: int) -> HttpResponse:
        try:
            reason = form.cleaned_data["reason"]
            verdicts.withdraw(verdict_id=object_id, by=user_of(request), reason=reason)
        except verdicts.VerdictRefused as refusal:
            messages.error(request, f"Nothing was changed. {refusal}")
        else:
            messages.success(request, "Withdrawn.")
        return go_to(reverse("admin:comparisons_editorialverdict_change", args=[object_id]))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        verdict = self.get_object(request, object_id)
        events = Events.objects.across(EditorialVerdict.pgh_event_model)  # type: ignore[attr-defined]
        own = events.tracks(verdict).order_by("-pgh_created_at")[:MOST] if verdict else []
        return super().history_view(
            request, object_id, {**(extra_context or {}), "changes": told(own)}
        )
