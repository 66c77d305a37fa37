"""The closed vocabularies of the catalog. Open ones (types, categories, capabilities) are rows."""

from django.db import models


class TypeGroup(models.TextChoices):
    """Artifacts of one group may be substitutes; across groups there is no winner."""

    MODEL = "model", "Models"
    DATASET = "dataset", "Datasets"
    CODE = "code", "Code"
    HOSTED = "hosted", "Hosted services"
    TEXT = "text", "Prompts, skills and templates"
    BENCHMARK = "benchmark", "Benchmarks"


class EditorialState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted for review"
    PUBLISHED = "published", "Published"
    ARCHIVED = "archived", "Archived"


class Lifecycle(models.TextChoices):
    ANNOUNCED = "announced", "Announced"
    PREVIEW = "preview", "Preview"
    ACTIVE = "active", "Active"
    DEPRECATED = "deprecated", "Deprecated"
    RETIRED = "retired", "Retired"


class DatePrecision(models.TextChoices):
    DAY = "day", "Day"
    MONTH = "month", "Month"
    YEAR = "year", "Year"


class PricingModel(models.TextChoices):
    FREE = "free", "Free"
    OPEN_SOURCE = "open_source", "Open source"
    FREEMIUM = "freemium", "Freemium"
    USAGE = "usage", "Pay per use"
    SUBSCRIPTION = "subscription", "Subscription"
    PAID = "paid", "Paid"
    CONTACT = "contact", "On request"
    UNKNOWN = "unknown", "Unknown"


class LinkKind(models.TextChoices):
    HOMEPAGE = "homepage", "Homepage"
    REPOSITORY = "repository", "Repository"
    DOCS = "docs", "Documentation"
    QUICKSTART = "quickstart", "Quick start"
    RELEASE_NOTES = "release_notes", "Release notes"
    PACKAGE = "package", "Package"
    HUB = "hub", "Hub page"
    MODEL_CARD = "model_card", "Model card"
    DATASET_CARD = "dataset_card", "Dataset card"
    MANIFEST = "manifest", "MCP manifest"
    API_SPEC = "api_spec", "OpenAPI document"
    PAPER = "paper", "Paper"
    SECURITY = "security", "Security contact"
    PRICING = "pricing", "Price page"
    WEIGHTS = "weights", "Weights"


class AliasKind(models.TextChoices):
    SLUG = "slug", "Earlier slug"
    NAME = "name", "Another name"
    HUGGINGFACE_MODEL = "huggingface_model", "Hugging Face model"
    HUGGINGFACE_DATASET = "huggingface_dataset", "Hugging Face dataset"
    OPENROUTER = "openrouter", "OpenRouter model"
    MODELS_DEV = "models_dev", "models.dev provider and model"
    REPOSITORY = "repository", "Repository"
    PACKAGE = "package", "Package"
    MCP_REGISTRY = "mcp_registry", "MCP registry name"


class ReleaseKind(models.TextChoices):
    RELEASE = "release", "Release"
    REVISION = "revision", "Weights or data revision"
    API_VERSION = "api_version", "API version"


class Support(models.TextChoices):
    YES = "yes", "Yes"
    PARTIAL = "partial", "Partial"
    NO = "no", "No"
    UNKNOWN = "unknown", "Unknown"


class ReviewState(models.TextChoices):
    UNREVIEWED = "unreviewed", "Not yet reviewed"
    REVIEWED = "reviewed", "Reviewed"
    DISPUTED = "disputed", "Disputed"


class SpecKind(models.TextChoices):
    INTEGER = "int", "Whole number"
    DECIMAL = "decimal", "Decimal number"
    TEXT = "text", "Text"
    BOOLEAN = "bool", "Yes or no"
    DATE = "date", "Date"
    LIST = "list", "List of texts"


class Better(models.TextChoices):
    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"
    NONE = "none", "Neither"


class OfferingStatus(models.TextChoices):
    ACTIVE = "active", "Active"
    PREVIEW = "preview", "Preview"
    DEPRECATED = "deprecated", "Deprecated"
    RETIRED = "retired", "Retired"


class PriceComponent(models.TextChoices):
    INPUT = "input", "Input"
    OUTPUT = "output", "Output"
    CACHE_READ = "cache_read", "Cache read"
    CACHE_WRITE = "cache_write", "Cache write"
    REASONING = "reasoning", "Reasoning"
    IMAGE = "image", "Image"
    AUDIO_INPUT = "audio_input", "Audio input"
    AUDIO_OUTPUT = "audio_output", "Audio output"
    VIDEO = "video", "Video"
    REQUEST = "request", "Request"
    SEARCH = "search", "Web search"
    SEAT = "seat", "Seat"
    FLAT = "flat", "Flat fee"


class PriceUnit(models.TextChoices):
    TOKEN = "token", "per token"
    IMAGE = "image", "per image"
    SECOND = "second", "per second"
    CHARACTER = "character", "per character"
    PAGE = "page", "per page"
    REQUEST = "request", "per request"
    SEARCH = "search", "per search"
    SEAT_MONTH = "seat_month", "per seat and month"
    MONTH = "month", "per month"
    YEAR = "year", "per year"
    ONCE = "once", "once"


class PriceMode(models.TextChoices):
    STANDARD = "standard", "Standard"
    BATCH = "batch", "Batch"
    FLEX = "flex", "Flex"
    PRIORITY = "priority", "Priority"


class TierMode(models.TextChoices):
    WHOLE_REQUEST = "whole_request", "One rate card for the whole request"
    MARGINAL = "marginal", "Each band at its own rate"


class PriceKind(models.TextChoices):
    AMOUNT = "amount", "Amount"
    VARIES = "varies", "Varies"
    CONTACT = "contact", "On request"


class RelationKind(models.TextChoices):
    DEPENDS_ON = "depends_on", "depends on"
    BASE_MODEL = "base_model", "is built on"
    TRAINED_ON = "trained_on", "was trained on"
    EVALUATED_ON = "evaluated_on", "was evaluated on"
    INTEGRATES_WITH = "integrates_with", "integrates with"
    LISTED_IN = "listed_in", "is listed in"
    MENTIONED_IN = "mentioned_in", "is mentioned in"
    FORK_OF = "fork_of", "is a fork of"
    RELATED_DATA = "related_data", "belongs to a kind that is trained on data like"


class RelationStatus(models.TextChoices):
    CLAIMED = "claimed", "Claimed"
    CONFIRMED = "confirmed", "Confirmed"


class SourceKind(models.TextChoices):
    HUB = "hub", "Hub"
    REGISTRY = "registry", "Registry"
    DOCUMENTATION = "documentation", "Documentation"
    REPOSITORY = "repository", "Repository"
    PAPER = "paper", "Paper"
    PRICE_LIST = "price_list", "Price list"
    WEBSITE = "website", "Website"
    EDITOR = "editor", "Editor's own check"


class Stance(models.TextChoices):
    SUPPORTS = "supports", "Supports"
    DISPUTES = "disputes", "Disputes"


class Metric(models.TextChoices):
    HUB_DOWNLOADS_30D = "hub_downloads_30d", "Hub downloads, 30 days"
    HUB_LIKES = "hub_likes", "Hub likes"
    PACKAGE_DOWNLOADS_30D = "package_downloads_30d", "Package downloads, 30 days"
    REPOSITORY_STARS = "repository_stars", "Repository stars"
    DEPENDENTS = "dependents", "Dependents"
    SDK_DOWNLOADS_30D = "sdk_downloads_30d", "SDK package downloads, 30 days"
    SDK_STARS = "sdk_stars", "SDK repository stars"
    PUBLISHED_RESULTS_365D = "published_results_365d", "Results published, 365 days"
    INSTALLS = "installs", "Installs or copies"
    LIKES = "likes", "Stars or likes"


class ObservationState(models.TextChoices):
    OBSERVED = "observed", "Observed"
    SUSPECT = "suspect", "Suspect, held back"


class ReviewKind(models.TextChoices):
    IDENTITY = "identity", "Which artifact is this?"
    DISAGREEMENT = "disagreement", "A source disagrees with an editor"
    PRICE_BOUNDS = "price_bounds", "Price outside the usual bounds"


class ReviewItemState(models.TextChoices):
    OPEN = "open", "Open"
    ACCEPTED = "accepted", "Accepted"
    DISMISSED = "dismissed", "Dismissed"
