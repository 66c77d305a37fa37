"""Sources into the catalog: identity, prices and figures, with every doubt put before an editor."""

from catalog.services.importing.report import Report
from catalog.services.importing.run import FEEDS, Feed, import_rows

__all__ = ["FEEDS", "Feed", "Report", "import_rows"]
