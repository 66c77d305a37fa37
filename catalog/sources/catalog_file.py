"""Our own file format: a folder of TOML files, or one of them. See docs/import-format.md.

A file with a `slug` at its top is an artifact; any other holds lists of vocabulary rows
(`[[organizations]]`, `[[sources]]`, `[[categories]]`, `[[capabilities]]`, `[[specs]]`). Nothing is
taken from a folder in which anything is wrong.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from catalog.enums import Better, SourceKind, SpecKind
from catalog.sources.artifact_file import read_artifact
from catalog.sources.curated import CatalogFile, CuratedArtifact, VocabularyRow
from catalog.sources.rows import SourceFileError
from catalog.sources.tables import Misfit, Table, load_toml

KEY = "catalog_file"
SHOWN = 20
SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
VOCABULARIES = ("organizations", "sources", "categories", "capabilities", "specs")


def read_files(path: Path) -> dict[str, bytes]:
    """The TOML files of a folder, or the one file, by name relative to the folder."""
    if path.is_file():
        return {path.name: path.read_bytes()}
    if not path.is_dir():
        raise SourceFileError(f"There is no file or folder at {path}. Check the path.")
    found = sorted(path.rglob("*.toml"))
    if not found:
        raise SourceFileError(f"{path} holds no .toml file.")
    return {str(file.relative_to(path)): file.read_bytes() for file in found}


def parse(files: Mapping[str, bytes]) -> CatalogFile:
    """Everything the files hold; raises SourceFileError naming every problem found."""
    found: dict[str, list[VocabularyRow]] = {name: [] for name in VOCABULARIES}
    artifacts: list[CuratedArtifact] = []
    problems: list[str] = []
    for file, data in sorted(files.items()):
        try:
            table = load_toml(data, file)
            if "slug" in table.values:
                artifacts.append(read_artifact(table))
            else:
                _read_vocabulary(table, found)
        except (Misfit, SourceFileError) as problem:
            problems.append(str(problem))
    for rows in found.values():
        problems += _repeats((row.key, row.place) for row in rows)
    problems += _repeats((row.slug, row.place) for row in artifacts)
    refuse(problems)
    vocabulary = {name: tuple(rows) for name, rows in found.items()}
    return CatalogFile(**vocabulary, artifacts=tuple(artifacts))


def refuse(problems: Iterable[str]) -> None:
    """Raise SourceFileError if there are problems, listing the first of them."""
    problems = list(problems)
    if not problems:
        return
    more = [f"... and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
    lines = "\n".join(f"  {problem}" for problem in [*problems[:SHOWN], *more])
    raise SourceFileError(f"Nothing was taken in. Mend these and try again:\n{lines}")


def _repeats(keyed: Iterable[tuple[str, str]]) -> list[str]:
    first: dict[str, str] = {}
    problems = []
    for key, place in keyed:
        if key in first:
            problems.append(f"{place}: {key} stands in {first[key]} already")
        first.setdefault(key, place)
    return problems


def _read_vocabulary(table: Table, found: dict[str, list[VocabularyRow]]) -> None:
    if not set(table.values) & set(VOCABULARIES):
        raise table.misfit("", "holds neither an artifact (`slug`) nor a vocabulary list")
    readers = {
        "organizations": _organization,
        "sources": _source,
        "categories": _category,
        "capabilities": _capability,
        "specs": _spec,
    }
    for name, read in readers.items():
        for row in table.tables(name):
            found[name].append(read(row))
    table.close()


def _slug(row: Table, limit: int) -> str:
    slug = row.text("slug", limit)
    if not SLUG.match(slug):
        raise row.misfit("slug", "is not made of lower-case letters, digits and single hyphens")
    return slug


def _place(row: Table) -> str:
    return f"{row.file}: {row.path}"


def _organization(row: Table) -> VocabularyRow:
    slug = _slug(row, 100)
    values = {
        "name": row.text("name", 200),
        "website": row.text("website", 500, ""),
        "description": row.text("description", 5000, ""),
    }
    return VocabularyRow(_place(row), slug, values)


def _source(row: Table) -> VocabularyRow:
    slug = _slug(row, 100)
    values = {
        "title": row.text("title", 300),
        "url": row.text("url", 1000),
        "kind": row.choice("kind", SourceKind.values),
        "publisher": row.text("publisher", 200, ""),
        "licence": row.text("licence", 100, ""),
    }
    return VocabularyRow(_place(row), slug, values)


def _category(row: Table) -> VocabularyRow:
    slug = _slug(row, 80)
    values = {"name": row.text("name", 100), "description": row.text("description", 5000, "")}
    return VocabularyRow(_place(row), slug, values)


def _capability(row: Table) -> VocabularyRow:
    key = row.text("key", 100)
    values = {
        "name": row.text("name", 120),
        "description": row.text("description", 5000, ""),
        "parent": row.text("parent", 100, ""),
    }
    return VocabularyRow(_place(row), key, values)


def _spec(row: Table) -> VocabularyRow:
    kind, key = row.text("type", 20), row.text("key", 60)
    values = {
        "label": row.text("label", 100),
        "unit": row.text("unit", 30, ""),
        "kind": row.choice("kind", SpecKind.values),
        "better": row.choice("better", Better.values, Better.NONE.value),
        "help": row.text("help", 300, ""),
        "position": row.whole("position", 32767) or 0,
    }
    return VocabularyRow(_place(row), f"{kind}/{key}", values)
