"""Files of our own format into the catalog: whole records as editors write them."""

from catalog.services.curated.run import load_catalog

__all__ = ["load_catalog"]
