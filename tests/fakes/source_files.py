"""Files in the shapes that outside sources publish, written by hand, with made-up models."""

import json
from typing import Any

JSON = dict[str, Any]


def as_bytes(document: Any) -> bytes:
    return json.dumps(document).encode()


def models_dev_model(reference: str = "acme-large-70b", **fields: Any) -> JSON:
    """One provider-model, priced 0.22 in and 1.8 out per million tokens."""
    return {
        "id": reference,
        "name": reference.rsplit("/", 1)[-1],
        "release_date": "2026-01-15",
        "open_weights": True,
        "cost": {"input": 0.22, "output": 1.8},
        "limit": {"context": 131072, "output": 8192},
        "modalities": {"input": ["text"], "output": ["text"]},
    } | fields


def models_dev_file(**models: list[JSON]) -> bytes:
    """`provider=[model, ...]`; an underscore in a provider's name stands for a hyphen."""
    providers = {name.replace("_", "-"): rows for name, rows in models.items()}
    return as_bytes(
        {
            provider: {
                "id": provider,
                "name": provider.title(),
                "doc": f"https://{provider}.example/docs",
                "models": {row["id"]: row for row in rows},
            }
            for provider, rows in (providers or {"acme": [models_dev_model()]}).items()
        }
    )


def openrouter_model(reference: str = "acme/acme-large-70b", **fields: Any) -> JSON:
    return {
        "id": reference,
        "name": reference.rsplit("/", 1)[-1],
        "hugging_face_id": None,
        "context_length": 131072,
        "architecture": {"input_modalities": ["text"], "output_modalities": ["text"]},
        "pricing": {"prompt": "0.00000022", "completion": "0.0000018"},
        "top_provider": {"max_completion_tokens": 8192},
        "expiration_date": None,
        "knowledge_cutoff": None,
    } | fields


def openrouter_file(*models: JSON) -> bytes:
    return as_bytes({"data": list(models or [openrouter_model()])})


def hub_model(reference: str = "acme/Acme-Large-70B", **fields: Any) -> JSON:
    return {
        "id": reference,
        "author": reference.split("/", maxsplit=1)[0],
        "downloads": 1200,
        "likes": 34,
        "tags": ["safetensors", "license:apache-2.0"],
        "createdAt": "2026-01-15T08:00:00.000Z",
        "lastModified": "2026-02-20T08:00:00.000Z",
        "pipeline_tag": "text-generation",
    } | fields


def hub_dataset(reference: str = "acme/acme-corpus", **fields: Any) -> JSON:
    row = hub_model(reference, tags=["license:cc-by-4.0", "modality:text", "format:parquet"])
    del row["pipeline_tag"]
    return row | fields


def hub_file(*rows: JSON) -> bytes:
    return as_bytes(list(rows or [hub_model()]))
