"""The buttons of an intent. Each opens a dialog, and a service does what is sent from there."""

from collections.abc import Callable
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
        with RefusalsTold(request):
            made = answering.answer_with_draft(
                intent=intent_or_404(object_id),
                by=user_of(request),
                at=timezone.now(),
                **given(form),
            )
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
        return acted(
            request,
            object_id,
            answering.answer_with_name,
            lambda made: f"{made.artifact.name} is found as “{made.value}” from now on.",
            at=timezone.now(),
            **given(form),
        )

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
        return acted(
            request,
            object_id,
            answering.answer_with_capability,
            lambda made: f"{made.name} was added: say which artifacts have it.",
            at=timezone.now(),
            **given(form),
        )

    @action(
        description="Set aside",
        icon="check",
        permissions=["answer"],
        dialog=dialog("Set aside", "It leaves the queue until people search in vain again."),
    )
    def set_aside(self, request: HttpRequest, form: ReasonDialog, object_id: int) -> HttpResponse:
        today = timezone.now().date()
        return acted(
            request, object_id, editing.set_answered, "Set aside.", on=today, **given(form)
        )

    # --- The intent itself --------------------------------------------------------------------

    @action(
        description="Rename",
        icon="edit",
        permissions=["edit"],
        dialog=dialog("Rename", "Its wordings stay together from now on.", RenameDialog),
    )
    def rename(self, request: HttpRequest, form: RenameDialog, object_id: int) -> HttpResponse:
        return acted(request, object_id, editing.rename_intent, "Renamed.", **given(form))

    @action(
        description="Link to a capability",
        icon="link",
        permissions=["edit"],
        dialog=dialog(
            "Link to a capability", "What you say here stands.", LinkDialog, submit="Save"
        ),
    )
    def link(self, request: HttpRequest, form: LinkDialog, object_id: int) -> HttpResponse:
        return acted(request, object_id, editing.link_capability, "Saved.", **given(form))

    @action(
        description="Merge into …",
        icon="merge",
        permissions=["edit"],
        dialog=dialog("Merge", "For two that ask for the same. It cannot be undone.", MergeDialog),
    )
    def merge(self, request: HttpRequest, form: MergeDialog, object_id: int) -> HttpResponse:
        merged, keep = intent_or_404(object_id), form.cleaned_data["keep"]
        with RefusalsTold(request):
            editing.merge_intents(
                merged=merged, by=user_of(request), at=timezone.now(), **given(form)
            )
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


def acted(
    request: HttpRequest,
    object_id: int,
    act: Callable[..., Any],
    words: str | Callable[[Any], str],
    **fields: Any,
) -> HttpResponse:
    """Have a service do something to the intent, and say what came of it."""
    with RefusalsTold(request):
        made = act(intent=intent_or_404(object_id), by=user_of(request), **fields)
        done(request, words if isinstance(words, str) else words(made))
    return back(object_id)


def intent_or_404(object_id: int) -> Intent:
    intent = Intent.objects.filter(pk=object_id).first()
    if intent is None:
        raise Http404(f"There is no intent {object_id}.")
    return intent


def given(form: ReasonDialog) -> dict[str, Any]:
    """What was filled in, by the names of the services' arguments."""
    return {name: value for name, value in form.cleaned_data.items() if not name.startswith("_")}
