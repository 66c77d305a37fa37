"""Type groups: the types of one may stand in for each other and for a small reference set."""

GROUPS: dict[str, tuple[str, ...]] = {
    "model": ("model", "finetune"),
    "dataset": ("dataset",),
    "code": ("framework", "repo", "mcp", "agent", "cli", "extension"),
    "hosted": ("product", "webapp", "app", "platform", "api"),
    "text": ("prompt", "skill", "workflow", "template"),
    "benchmark": ("benchmark",),
}
TYPES: tuple[str, ...] = tuple(key for members in GROUPS.values() for key in members)
FALLBACK_TYPE = "product"

_GROUP_BY_TYPE = {key: group for group, members in GROUPS.items() for key in members}


def group_of(type_key: str) -> str:
    return _GROUP_BY_TYPE.get(type_key, _GROUP_BY_TYPE[FALLBACK_TYPE])
