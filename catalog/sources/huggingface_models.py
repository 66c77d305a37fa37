"""Hugging Face Hub `/api/models`: repositories with downloads (30 days), likes and tags."""

from typing import Any

from catalog.normalise import identify
from catalog.publishers import organization_slug
from catalog.sources import huggingface, reading
from catalog.sources.rows import AliasRow, ArtifactRow, ParsedFile, RelationRow

KEY = "huggingface_models"
DERIVATIONS = {"adapter": "adapter", "merge": "merge", "quantized": "quantised", "finetune": ""}
WEIGHT_FORMATS = frozenset(("safetensors", "gguf", "pytorch", "onnx", "mlx", "tf", "jax"))
MODALITIES = {
    "text-generation": ("text", "text"),
    "image-text-to-text": ("image text", "text"),
    "video-text-to-text": ("video text", "text"),
    "audio-text-to-text": ("audio text", "text"),
    "text-to-image": ("text", "image"),
    "image-to-image": ("image", "image"),
    "image-text-to-image": ("image text", "image"),
    "automatic-speech-recognition": ("audio", "text"),
    "text-to-speech": ("text", "audio"),
    "text-to-audio": ("text", "audio"),
    "audio-to-audio": ("audio", "audio"),
    "image-to-video": ("image", "video"),
    "text-to-video": ("text", "video"),
    "video-to-video": ("video", "video"),
    "image-to-text": ("image", "text"),
    "image-to-3d": ("image", "3d"),
    "text-to-3d": ("text", "3d"),
    "translation": ("text", "text"),
    "fill-mask": ("text", "text"),
}


def parse(data: bytes) -> ParsedFile:
    """Rows of the Hub's model list; raises SourceFileError where it is not one."""
    return huggingface.parse_list(data, "models", KEY, _row)


def _row(place: str, row: dict[str, Any]) -> ArtifactRow:
    repository = huggingface.hub_id(row)
    identity = identify(repository)
    bases = _bases(row)
    derived = _derived_elsewhere(identity.publisher, bases)
    return ArtifactRow(
        place=place,
        type="finetune" if derived else "model",
        name=repository.rsplit("/", 1)[-1],
        identity=identity,
        own=(AliasRow("huggingface_model", repository),),
        publisher=huggingface.publisher(identity, repository),
        first_hand=True,
        repository=True,
        licence=huggingface.licence(row),
        released=huggingface.created(row),
        specs=_specs(row, bases, derived),
        links=(("hub", f"https://huggingface.co/{repository}"), *huggingface.papers(row)),
        releases=huggingface.revisions(row),
        observations=huggingface.counts(row),
        relations=_relations(row, repository, bases),
    )


def _bases(row: dict[str, Any]) -> dict[str, str]:
    """Base repository -> how it was derived, from `base_model:adapter:owner/name` and the like."""
    bases: dict[str, str] = {}
    for value in huggingface.tagged(row, "base_model"):
        kind, _, rest = value.partition(":")
        if kind in DERIVATIONS and rest:
            bases[rest] = kind
        else:
            bases.setdefault(value, "")
    return bases


def _derived_elsewhere(publisher: str, bases: dict[str, str]) -> bool:
    """Whether it derives from another publisher's model: then it is a fine-tune, not a model."""
    return any(
        kind and organization_slug(base.split("/")[0]) != publisher for base, kind in bases.items()
    )


def _specs(row: dict[str, Any], bases: dict[str, str], derived: bool) -> dict[str, object]:
    task = reading.text(row, "pipeline_tag", 60, default="")
    specs: dict[str, object] = {}
    if task in MODALITIES:
        specs["modalities_in"], specs["modalities_out"] = (
            words.split() for words in MODALITIES[task]
        )
    if WEIGHT_FORMATS & set(reading.texts(row, "tags")):
        specs["open_weights"] = True
    if derived and len(bases) == 1:
        base, kind = next(iter(bases.items()))
        specs["base_model"] = base
        if DERIVATIONS.get(kind):
            specs["method"] = DERIVATIONS[kind]
    return specs


def _relations(
    row: dict[str, Any], repository: str, bases: dict[str, str]
) -> tuple[RelationRow, ...]:
    built_on = [
        RelationRow("base_model", AliasRow("huggingface_model", base))
        for base in bases
        if base != repository
    ]
    trained_on = [
        RelationRow("trained_on", AliasRow("huggingface_dataset", name))
        for name in huggingface.tagged(row, "dataset")
    ]
    return (*built_on, *trained_on)
