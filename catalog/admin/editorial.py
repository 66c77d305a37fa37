"""The buttons and list actions that lead an artifact from draft to visitors and back."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from unfold.enums import ActionVariant

from catalog.admin.desk import action
from catalog.admin.dialogs import dialog, go_to
from catalog.enums import EditorialState
from catalog.forms.dialogs import MergeDialog, ReasonDialog
from catalog.models import Artifact
from catalog.services import editing, merging
from catalog.signals import notify_changed

Act = Callable[..., int]
MOST_TOLD = 10
DRAFT, SUBMITTED = EditorialState.DRAFT, EditorialState.SUBMITTED
PUBLISHED, ARCHIVED = EditorialState.PUBLISHED, EditorialState.ARCHIVED
# The states from which a button is shown; the services decide, and refuse, by their own rules.
SHOWN = {
    "submit": {DRAFT},
    "publish": {DRAFT, SUBMITTED, ARCHIVED},
    "unpublish": {PUBLISHED, SUBMITTED, ARCHIVED},
    "archive": {DRAFT, SUBMITTED, PUBLISHED},
    "merge": {DRAFT, SUBMITTED, PUBLISHED, ARCHIVED},
}


def _publish(*, artifact_ids: Iterable[int], by: AbstractBaseUser, reason: str = "") -> int:
    return editing.publish(artifact_ids=list(artifact_ids), by=by, at=timezone.now(), reason=reason)


class EditorialActions:
    """Mixed into the artifact's admin class. Every act goes through a service."""

    actions: ClassVar[Any] = [
        "submit_selected",
        "publish_selected",
        "unpublish_selected",
        "archive_selected",
    ]
    actions_detail: ClassVar[list[Any]] = [
        "submit",
        "publish",
        {"title": "More", "icon": "more_horiz", "items": ["unpublish", "archive", "merge"]},
    ]

    def has_submit_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("catalog.submit_artifact")

    def has_publish_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("catalog.publish_artifact")

    def get_actions_detail(self, request: HttpRequest, object_id: int) -> list[Any]:
        """The buttons that lead on from the artifact's state and that the user may press."""
        state = Artifact.objects.filter(pk=object_id).values_list("state", flat=True).first()
        allowed = super().get_actions_detail(request, object_id)  # type: ignore[misc]
        return [
            button
            for button in allowed
            if state in SHOWN[button.action_name.removeprefix("catalog_artifact_")]
        ]

    @action(
        description="Submit for review",
        icon="send",
        permissions=["submit"],
        dialog=dialog("Submit for review", "A reviewer sees it next; you cannot edit it then."),
    )
    def submit(self, request: HttpRequest, form: ReasonDialog, object_id: int) -> HttpResponse:
        return self._one(request, form, object_id, editing.submit, "submitted for review")

    @action(
        description="Publish",
        icon="publish",
        variant=ActionVariant.PRIMARY,
        permissions=["publish"],
        dialog=dialog("Publish", "Visitors see it at once."),
    )
    def publish(self, request: HttpRequest, form: ReasonDialog, object_id: int) -> HttpResponse:
        return self._one(request, form, object_id, _publish, "published")

    @action(
        description="Back to draft",
        icon="undo",
        permissions=["publish"],
        dialog=dialog("Back to draft", "Visitors no longer see it; editors may change it."),
    )
    def unpublish(self, request: HttpRequest, form: ReasonDialog, object_id: int) -> HttpResponse:
        return self._one(request, form, object_id, editing.unpublish, "back in draft")

    @action(
        description="Archive",
        icon="archive",
        permissions=["publish"],
        dialog=dialog("Archive", "It is put away, not deleted; it can be published again."),
    )
    def archive(self, request: HttpRequest, form: ReasonDialog, object_id: int) -> HttpResponse:
        return self._one(request, form, object_id, editing.archive, "archived")

    @action(
        description="Merge into …",
        icon="merge",
        permissions=["publish"],
        dialog=dialog("Merge", "For two records of one thing. It cannot be undone.", MergeDialog),
    )
    def merge(self, request: HttpRequest, form: MergeDialog, object_id: int) -> HttpResponse:
        merged = Artifact.objects.select_related("type").get(pk=object_id)
        keep = form.cleaned_data["keep"]
        reason = form.cleaned_data["reason"]
        try:
            merging.merge_artifacts(keep=keep, merged=merged, by=user_of(request), reason=reason)
        except merging.MergeRefused as refusal:
            messages.error(request, str(refusal))
            return go_to(reverse("admin:catalog_artifact_change", args=[object_id]))
        notify_changed()
        messages.success(request, f"{merged.name} was merged into {keep.name}.")
        return go_to(reverse("admin:catalog_artifact_change", args=[keep.pk]))

    @admin.action(description="Submit for review", permissions=["submit"])
    def submit_selected(self, request: HttpRequest, queryset: QuerySet[Artifact]) -> None:
        self._many(request, queryset, editing.submit, "submitted for review")

    @admin.action(description="Publish", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Artifact]) -> None:
        self._many(request, queryset, _publish, "published")

    @admin.action(description="Take back to draft", permissions=["publish"])
    def unpublish_selected(self, request: HttpRequest, queryset: QuerySet[Artifact]) -> None:
        self._many(request, queryset, editing.unpublish, "back in draft")

    @admin.action(description="Archive", permissions=["publish"])
    def archive_selected(self, request: HttpRequest, queryset: QuerySet[Artifact]) -> None:
        self._many(request, queryset, editing.archive, "archived")

    def _one(
        self, request: HttpRequest, form: ReasonDialog, object_id: int, act: Act, done: str
    ) -> HttpResponse:
        found = Artifact.objects.filter(pk=object_id).values_list("pk", flat=True)
        _act(request, list(found), act, done, form.cleaned_data["reason"])
        return go_to(reverse("admin:catalog_artifact_change", args=[object_id]))

    def _many(
        self, request: HttpRequest, queryset: QuerySet[Artifact], act: Act, done: str
    ) -> None:
        _act(request, list(queryset.values_list("pk", flat=True)), act, done)


def user_of(request: HttpRequest) -> AbstractBaseUser | None:
    return request.user if isinstance(request.user, AbstractBaseUser) else None


def _act(request: HttpRequest, ids: list[int], act: Act, done: str, reason: str = "") -> None:
    try:
        count = act(artifact_ids=ids, by=user_of(request), reason=reason)
    except editing.EditingRefused as refusal:
        told = list(refusal.problems.items())
        for name, why in told[:MOST_TOLD]:
            messages.error(request, f"{name} {why}.")
        if len(told) > MOST_TOLD:
            messages.error(request, f"And {len(told) - MOST_TOLD} more. Nothing was changed.")
        return
    notify_changed()
    messages.success(request, f"{count} artifact{'' if count == 1 else 's'} {done}.")
