"""Hugging Face Hub `/api/datasets`: repositories with downloads (30 days), likes and tags."""

from typing import Any

from catalog.normalise import identify
from catalog.sources import huggingface
from catalog.sources.rows import AliasRow, ArtifactRow, ParsedFile

KEY = "huggingface_datasets"


def parse(data: bytes) -> ParsedFile:
    """Rows of the Hub's dataset list; raises SourceFileError where it is not one."""
    return huggingface.parse_list(data, "datasets", KEY, _row)


def _row(place: str, row: dict[str, Any]) -> ArtifactRow:
    repository = huggingface.hub_id(row)
    identity = identify(repository)
    return ArtifactRow(
        place=place,
        type="dataset",
        name=repository.rsplit("/", 1)[-1],
        identity=identity,
        own=(AliasRow("huggingface_dataset", repository),),
        publisher=huggingface.publisher(identity, repository),
        first_hand=True,
        repository=True,
        licence=huggingface.licence(row),
        released=huggingface.created(row),
        specs=_specs(row),
        links=(("hub", f"https://huggingface.co/datasets/{repository}"), *huggingface.papers(row)),
        releases=huggingface.revisions(row),
        observations=huggingface.counts(row),
    )


def _specs(row: dict[str, Any]) -> dict[str, object]:
    formats = [name for name in huggingface.tagged(row, "format") if "optimized" not in name]
    languages = huggingface.tagged(row, "language")
    specs: dict[str, object] = {
        "modalities": huggingface.tagged(row, "modality"),
        "format": formats[0] if len(formats) == 1 else "",
        "languages_natural": len(languages) or None,
    }
    return {key: value for key, value in specs.items() if value not in (None, [], "")}
