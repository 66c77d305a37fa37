"""Versions of the formula: copied, weighed as drafts, tried out, and sealed for an epoch."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.enums import ActionVariant

from catalog.admin.desk import DeskAdmin, TabularDesk, ViewOnly, action, display
from catalog.admin.dialogs import dialog, go_to
from ranking.admin.definitions import definition_tables, weights_table
from ranking.admin.preview import preview_view
from ranking.admin.refusals import REFUSALS, RefusalsTold, row_or_404, words_of
from ranking.admin.reports import LINK
from ranking.admin.tables import TypeNames
from ranking.forms.dialogs import CopyDialog, WhyDialog
from ranking.forms.weights import DraftForm, WeightsForm, WeightsFormSet
from ranking.models import Formula, FormulaState, QualityCriterion, WeightProfile
from ranking.services.formulas import copy_formula
from ranking.services.noting import note_act
from ranking.services.preparing import prepare_formula

COLOURS = {
    FormulaState.DRAFT: "info",
    FormulaState.SHADOW: "warning",
    FormulaState.ACTIVE: "success",
}
FACTS = ["version", "state", "based_on", "created_by", "created_at", "epochs_of"]
SHORT = 10


class WeightsInline(TabularDesk):
    model = WeightProfile
    form = WeightsForm  # type: ignore[assignment] # shows shares where the model has numbers
    formset = WeightsFormSet  # type: ignore[assignment]
    template = "admin/ranking/formula/weights.html"
    max_num = 0
    can_delete = False
    tab = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Formula)
class FormulaAdmin(DeskAdmin):
    """Nothing that is at work changes: a change is a copy, weighed as a draft."""

    form = DraftForm
    list_display = [
        *("version", "shown_state", "based_on", "note"),
        *("created_by", "created_at", "short_sha256"),
    ]
    list_select_related = ["based_on", "created_by"]
    list_filter = [("state", ChoicesDropdownFilter)]
    search_fields = ["version", "note"]
    sortable_by: ClassVar[list[str]] = []
    readonly_fields = [*FACTS, "sha256"]
    inlines = [WeightsInline]
    actions_detail = ["preview", "prepare", "copy"]
    change_form_template = "admin/ranking/formula/change_form.html"

    class Media:
        css = {"all": ["desk/ranking.css"]}
        js = ["desk/weights.js"]

    # --- What is shown --------------------------------------------------------------------

    @display(description="state", label=COLOURS)
    def shown_state(self, formula: Formula) -> tuple[str, str]:
        return formula.state, formula.get_state_display()

    @admin.display(description="sha256")
    def short_sha256(self, formula: Formula) -> str:
        return formula.sha256[:SHORT] or "–"

    @admin.display(description="epochs that used it")
    def epochs_of(self, formula: Formula) -> str:
        # The page asks for this several times over.
        prefetch_related_objects([formula], "epochs")
        told = (
            (reverse("admin:ranking_epoch_change", args=[epoch.pk]), epoch)
            for epoch in formula.epochs.all()
        )
        return format_html_join(", ", LINK, told) or "none yet"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Formula]:
        formulas: QuerySet[Formula] = super().get_queryset(request)
        return formulas.select_related("based_on", "created_by")

    # --- What may be done -----------------------------------------------------------------

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A new version begins as a copy."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.is_draft)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Drafts alone, and one at a time."""
        return obj is not None and obj.is_draft and super().has_delete_permission(request, obj)

    def has_copy_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("ranking.add_formula")

    def has_prepare_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("ranking.switch_epoch")

    def get_actions_detail(self, request: HttpRequest, object_id: int) -> list[Any]:
        allowed = super().get_actions_detail(request, object_id)
        drafts = Formula.objects.filter(pk=object_id, state=FormulaState.DRAFT)
        shown = {"copy", "preview", "prepare"} if drafts.exists() else {"copy"}
        names = {f"ranking_formula_{name}" for name in shown}
        return [button for button in allowed if button.action_name in names]

    # --- The page -------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        facts = [
            ("version", "state"),
            ("based_on", "epochs_of"),
            ("created_by", "created_at"),
        ]
        if self.has_change_permission(request, obj):
            return [(None, {"fields": [*facts, "note", "opened"]})]
        return [(None, {"fields": [*facts, "note", "sha256"]})]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if self.has_change_permission(request, obj) else []

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        formula = kw.get("obj")
        if formula is not None:
            names = TypeNames.read()
            is_edited = self.has_change_permission(request, formula)
            context["weights"] = None if is_edited else weights_table(formula, names)
            context["definition"] = definition_tables(formula, names)
        return super().render_change_form(request, context, *args, **kw)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return self._or_told(
            request,
            object_id,
            lambda: super(FormulaAdmin, self).changeform_view(
                request, object_id, form_url, extra_context
            ),
        )

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._or_told(
            request,
            object_id,
            lambda: super(FormulaAdmin, self).delete_view(request, object_id, extra_context),
        )

    def _or_told(
        self, request: HttpRequest, object_id: str | None, view: Callable[[], HttpResponse]
    ) -> HttpResponse:
        """What the view answers, or words about a formula that was sealed in the meantime."""
        if request.method == "POST" and (sealed := self._sealed(request, object_id)):
            messages.error(request, f"Formula {sealed} is sealed: copy it and change the copy.")
            return HttpResponseRedirect(_page(sealed.pk))
        try:
            return view()
        except REFUSALS as refusal:
            messages.error(request, words_of(refusal))
            return HttpResponseRedirect(_page(object_id))

    def _sealed(self, request: HttpRequest, object_id: str | None) -> Formula | None:
        """The formula, where it is sealed and the user might change it otherwise."""
        formula = self.get_object(request, object_id) if object_id else None
        may = request.user.has_perm("ranking.change_formula")
        return formula if formula and may and not formula.is_draft else None

    # --- The buttons ----------------------------------------------------------------------

    @action(description="Preview", icon="visibility", permissions=["view"])
    def preview(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return preview_view(self, request, row_or_404(self, request, object_id))

    @action(
        description="Prepare activation",
        icon="event_repeat",
        variant=ActionVariant.PRIMARY,
        permissions=["prepare"],
        dialog=dialog(
            "Prepare activation",
            "The draft is sealed: nothing of it changes any more. A worker computes every rank"
            " by it beside the live ones; nothing is shown to readers before the switch.",
            WhyDialog,
            submit="Seal and prepare",
        ),
    )
    def prepare(self, request: HttpRequest, form: WhyDialog, object_id: str) -> HttpResponse:
        formula: Formula = row_or_404(self, request, object_id)
        reason = form.cleaned_data["reason"]
        with RefusalsTold(request):
            epoch = prepare_formula(
                formula=formula, at=timezone.now(), by=request.user.pk, note=reason
            )
            self.log_change(request, formula, f"Sealed for {epoch}: {reason}")
            note_act(epoch=epoch, by=request.user.pk, words=f"Opened for {formula}: {reason}")
            messages.success(request, f"{epoch} is being computed beside the live ranks.")
            return go_to(reverse("admin:ranking_epoch_change", args=[epoch.pk]))
        return go_to(_page(object_id))

    @action(
        description="Copy as a draft",
        icon="content_copy",
        permissions=["copy"],
        dialog=dialog(
            "Copy as a draft",
            "The copy has the same weights, and may be changed until it is sealed.",
            CopyDialog,
            submit="Copy",
        ),
    )
    def copy(self, request: HttpRequest, form: CopyDialog, object_id: str) -> HttpResponse:
        formula: Formula = row_or_404(self, request, object_id)
        note = form.cleaned_data["note"]
        with RefusalsTold(request):
            copy = copy_formula(formula=formula, by=request.user.pk, note=note)
            self.log_addition(request, copy, f"Copied from {formula}: {note}")
            messages.success(request, f"Formula {copy} is a draft with the weights of {formula}.")
            return go_to(_page(copy.pk))
        return go_to(_page(object_id))


@admin.register(QualityCriterion)
class QualityCriterionAdmin(ViewOnly, DeskAdmin):
    """The checklist. Points belong to the formula: they change with its version."""

    list_display = ["label", "code", "points", "evaluator", "help"]
    search_fields = ["code", "label"]
    sortable_by: ClassVar[list[str]] = []


def _page(formula: object) -> str:
    return reverse("admin:ranking_formula_change", args=[formula])
