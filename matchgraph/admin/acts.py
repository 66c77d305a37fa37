"""The buttons of an intent. Each opens a dialog, and a service does what is sent from there."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from unfold.enums import ActionVariant

from catalog.admin.desk import action
from catalog.admin.dialogs import dialog, go_to
from catalog.admin.editorial import user_of
from catalog.forms.dialogs import ReasonDialog
from catalog.services.adding import AddingRefused
from catalog.signals import notify_changed
from matchgraph.forms.dialogs import (
    CapabilityDialog,
    DraftDialog,
    LinkDialog,
    MergeDialog,
    NameDialog,
    RenameDialog,
)
from matchgraph.models import Intent
from matchgraph.services import answering, editing
from matchgraph.services.publishing import window_since

ADDS = {
    "draft": "catalog.add_artifact",
    "another_name": "catalog.add_artifactalias",
    "capability": "catalog.add_capability",
}


class IntentActs:
    """Mixed into the intent's admin class."""

    actions: ClassVar[Any] = ["merge_selected"]
    actions_detail: ClassVar[list[Any]] = [
        "draft",
        "another_name",
        "capability",
        {
            "title": "More",
            "icon": "more_horiz",
            "items": ["set_aside", "rename", "link", "merge"],
        },
    ]

    def has_edit_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("matchgraph.change_intent")

    def has_answer_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("matchgraph.answer_intent")

    def has_draft_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_add(request, "draft")

    def has_another_name_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_add(request, "another_name")

    def has_capability_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_add(request, "capability")

    def _may_add(self, request: HttpRequest, what: str) -> bool:
        return self.has_answer_permission(request) and request.user.has_perm(ADDS[what])

    # --- Answers to what is searched for in vain --------------------------------------------

    @action(
        description="Draft an artifact",
        icon="add",
        variant=ActionVariant.PRIMARY,
        permissions=["draft"],
        dialog=dialog("Draft an artifact", "Begins a record of what is missing.", DraftDialog),
    )
    def draft(self, request: HttpRequest, form: DraftDialog, object_id: int) -> HttpResponse:
        given = _given(form, "name", "kind")
        with RefusalsTold(request):
            made = answering.answer_with_draft(**_who(request, object_id), **given)
            done(request, f"{made.name} was begun: fill in the rest.")
            return go_to(reverse("admin:catalog_artifact_change", args=[made.pk]))
        return back(object_id)

    @action(
        description="Give an artifact this name",
        icon="label",
        permissions=["another_name"],
        dialog=dialog(
            "Give an artifact this name",
            "We have it, under another name.",
            NameDialog,
            submit="Add",
        ),
    )
    def another_name(self, request: HttpRequest, form: NameDialog, object_id: int) -> HttpResponse:
        given = _given(form, "artifact", "name")
        with RefusalsTold(request):
            alias = answering.answer_with_name(**_who(request, object_id), **given)
            done(request, f"{alias.artifact.name} is found as “{alias.value}” from now on.")
        return back(object_id)

    @action(
        description="Create a capability",
        icon="bolt",
        permissions=["capability"],
        dialog=dialog(
            "Create a capability",
            "A new word of the vocabulary, and the intent asks for it.",
            CapabilityDialog,
        ),
    )
    def capability(
        self, request: HttpRequest, form: CapabilityDialog, object_id: int
    ) -> HttpResponse:
        given = _given(form, "key", "name", "description")
        with RefusalsTold(request):
            made = answering.answer_with_capability(**_who(request, object_id), **given)
            done(request, f"{made.name} was added: say which artifacts have it.")
        return back(object_id)

    @action(
        description="Set aside",
        icon="check",
        permissions=["answer"],
        dialog=dialog("Set aside", "It leaves the queue until people search in vain again."),
    )
    def set_aside(self, request: HttpRequest, form: ReasonDialog, object_id: int) -> HttpResponse:
        given = _who(request, object_id) | _given(form)
        day = given.pop("at").date()
        with RefusalsTold(request):
            editing.set_answered(on=day, **given)
            done(request, "Set aside.")
        return back(object_id)

    # --- The intent itself --------------------------------------------------------------------

    @action(
        description="Rename",
        icon="edit",
        permissions=["edit"],
        dialog=dialog("Rename", "Its wordings stay together from now on.", RenameDialog),
    )
    def rename(self, request: HttpRequest, form: RenameDialog, object_id: int) -> HttpResponse:
        given = _who(request, object_id) | _given(form, "label")
        del given["at"]
        with RefusalsTold(request):
            editing.rename_intent(**given)
            done(request, "Renamed.")
        return back(object_id)

    @action(
        description="Link to a capability",
        icon="link",
        permissions=["edit"],
        dialog=dialog(
            "Link to a capability", "What you say here stands.", LinkDialog, submit="Save"
        ),
    )
    def link(self, request: HttpRequest, form: LinkDialog, object_id: int) -> HttpResponse:
        given = _who(request, object_id) | _given(form, "capability", "holds")
        del given["at"]
        with RefusalsTold(request):
            editing.link_capability(**given)
            done(request, "Saved.")
        return back(object_id)

    @action(
        description="Merge into …",
        icon="merge",
        permissions=["edit"],
        dialog=dialog("Merge", "For two that ask for the same. It cannot be undone.", MergeDialog),
    )
    def merge(self, request: HttpRequest, form: MergeDialog, object_id: int) -> HttpResponse:
        given = _who(request, object_id) | _given(form, "keep")
        merged, keep = given.pop("intent"), given["keep"]
        with RefusalsTold(request):
            editing.merge_intents(merged=merged, **given)
            done(request, f"{merged} was merged into {keep}.")
            return back(keep.pk)
        return back(object_id)

    @admin.action(description="Merge into the most wanted of them", permissions=["edit"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Intent]) -> None:
        since = window_since(timezone.now().date())
        chosen = Intent.objects.filter(pk__in=queryset.values_list("pk", flat=True))
        rows = sorted(chosen.with_figures(since), key=lambda one: (-one.visitor_days, one.pk))
        with RefusalsTold(request):
            editing.merge_all(intents=rows, by=user_of(request), at=timezone.now())
            done(request, f"{len(rows)} intents are one: {rows[0]}.")


class RefusalsTold:
    """A refusal inside the block becomes a message, and what stands after the block goes on."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, refusal: BaseException | None, trace: object) -> bool:
        if not isinstance(refusal, AddingRefused | editing.IntentRefused):
            return False
        messages.error(self.request, f"Nothing was changed. {refusal}")
        return True


def done(request: HttpRequest, words: str) -> None:
    notify_changed()
    messages.success(request, words)


def back(object_id: int) -> HttpResponse:
    return go_to(reverse("admin:matchgraph_intent_change", args=[object_id]))


def _who(request: HttpRequest, object_id: int) -> dict[str, Any]:
    intent = Intent.objects.filter(pk=object_id).first()
    if intent is None:
        raise Http404(f"There is no intent {object_id}.")
    return {"intent": intent, "by": user_of(request), "at": timezone.now()}


def _given(form: ReasonDialog, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in (*names, "reason")}
