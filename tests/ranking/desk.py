"""The ranking's pages of the desk as a browser meets them."""

from typing import Any

from django.test import Client
from django.urls import reverse

from ranking.models import Epoch, Formula
from ranking.services import drain_all
from ranking.services.formulas import copy_formula
from ranking.services.preparing import prepare_formula
from tests import builders

Row = dict[str, Any]


def page_of(row: Any) -> str:
    return reverse(f"admin:ranking_{row._meta.model_name}_change", args=[row.pk])


def press(client: Client, row: Any, button: str, **fields: str) -> Any:
    """Sends the dialog of a button on a row's page."""
    address = reverse(f"admin:ranking_{row._meta.model_name}_{button}", args=[row.pk])
    return client.post(address, {"_form_submitted": "on"} | fields)


def told(client: Client, address: str) -> list[str]:
    """What the desk says on this page, once."""
    return [str(message) for message in client.get(address).context["messages"]]


def buttons(client: Client, row: Any) -> list[str]:
    return [item["title"] for item in client.get(page_of(row)).context["actions_detail"]]


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def draft(**weights: int) -> Formula:
    """A copy of the active formula, in which models weigh otherwise."""
    copy = copy_formula(formula=Formula.objects.active().get(), by=None, note="A test.")
    changed = weights or {"adoption": 1500, "quality": 4000}
    copy.profiles.filter(type_key="model").update(**changed)
    return copy


def computed_epoch(**weights: int) -> Epoch:
    """A draft's epoch beside the active one, computed and not yet checked."""
    drain_all()
    epoch = prepare_formula(formula=draft(**weights), at=builders.NOON)
    drain_all()
    return epoch
