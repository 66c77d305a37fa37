"""The closed vocabularies of the catalog. Open ones (types, categories, capabilities) are rows."""

from django.db import models

from catalog.language import gettext_noop


class TypeGroup(models.TextChoices):
    """Artifacts of one group may be substitutes; across groups there is no winner."""

    MODEL = "model", gettext_noop("Models")
    DATASET = "dataset", gettext_noop("Datasets")
    CODE = "code", gettext_noop("Code")
    HOSTED = "hosted", gettext_noop("Hosted services")
    TEXT = "text", gettext_noop("Prompts, skills and templates")
    BENCHMARK = "benchmark", gettext_noop("Benchmarks")


class EditorialState(models.TextChoices):
    DRAFT = "draft", gettext_noop("Draft")
    SUBMITTED = "submitted", gettext_noop("Submitted for review")
    PUBLISHED = "published", gettext_noop("Published")
    ARCHIVED = "archived", gettext_noop("Archived")


class Lifecycle(models.TextChoices):
    ANNOUNCED = "announced", gettext_noop("Announced")
    PREVIEW = "preview", gettext_noop("Preview")
    ACTIVE = "active", gettext_noop("Active")
    DEPRECATED = "deprecated", gettext_noop("Deprecated")
    RETIRED = "retired", gettext_noop("Retired")


class DatePrecision(models.TextChoices):
    DAY = "day", gettext_noop("Day")
    MONTH = "month", gettext_noop("Month")
    YEAR = "year", gettext_noop("Year")


class PricingModel(models.TextChoices):
    FREE = "free", gettext_noop("Free")
    OPEN_SOURCE = "open_source", gettext_noop("Open source")
    FREEMIUM = "freemium", gettext_noop("Freemium")
    USAGE = "usage", gettext_noop("Pay per use")
    SUBSCRIPTION = "subscription", gettext_noop("Subscription")
    PAID = "paid", gettext_noop("Paid")
    CONTACT = "contact", gettext_noop("On request")
    UNKNOWN = "unknown", gettext_noop("Unknown")


class LinkKind(models.TextChoices):
    HOMEPAGE = "homepage", gettext_noop("Homepage")
    REPOSITORY = "repository", gettext_noop("Repository")
    DOCS = "docs", gettext_noop("Documentation")
    QUICKSTART = "quickstart", gettext_noop("Quick start")
    RELEASE_NOTES = "release_notes", gettext_noop("Release notes")
    PACKAGE = "package", gettext_noop("Package")
    HUB = "hub", gettext_noop("Hub page")
    MODEL_CARD = "model_card", gettext_noop("Model card")
    DATASET_CARD = "dataset_card", gettext_noop("Dataset card")
    MANIFEST = "manifest", gettext_noop("MCP manifest")
    API_SPEC = "api_spec", gettext_noop("OpenAPI document")
    PAPER = "paper", gettext_noop("Paper")
    SECURITY = "security", gettext_noop("Security contact")
    PRICING = "pricing", gettext_noop("Price page")
    WEIGHTS = "weights", gettext_noop("Weights")


class AliasKind(models.TextChoices):
    SLUG = "slug", gettext_noop("Earlier slug")
    NAME = "name", gettext_noop("Another name")
    HUGGINGFACE_MODEL = "huggingface_model", gettext_noop("Hugging Face model")
    HUGGINGFACE_DATASET = "huggingface_dataset", gettext_noop("Hugging Face dataset")
    OPENROUTER = "openrouter", gettext_noop("OpenRouter model")
    MODELS_DEV = "models_dev", gettext_noop("models.dev provider and model")
    REPOSITORY = "repository", gettext_noop("Repository")
    PACKAGE = "package", gettext_noop("Package")
    MCP_REGISTRY = "mcp_registry", gettext_noop("MCP registry name")


class ReleaseKind(models.TextChoices):
    RELEASE = "release", gettext_noop("Release")
    REVISION = "revision", gettext_noop("Weights or data revision")
    API_VERSION = "api_version", gettext_noop("API version")


class Support(models.TextChoices):
    YES = "yes", gettext_noop("Yes")
    PARTIAL = "partial", gettext_noop("Partial")
    NO = "no", gettext_noop("No")
    UNKNOWN = "unknown", gettext_noop("Unknown")


class ReviewState(models.TextChoices):
    UNREVIEWED = "unreviewed", gettext_noop("Not yet reviewed")
    REVIEWED = "reviewed", gettext_noop("Reviewed")
    DISPUTED = "disputed", gettext_noop("Disputed")


class SpecKind(models.TextChoices):
    INTEGER = "int", gettext_noop("Whole number")
    DECIMAL = "decimal", gettext_noop("Decimal number")
    TEXT = "text", gettext_noop("Text")
    BOOLEAN = "bool", gettext_noop("Yes or no")
    DATE = "date", gettext_noop("Date")
    LIST = "list", gettext_noop("List of texts")


class Better(models.TextChoices):
    HIGHER = "higher", gettext_noop("Higher is better")
    LOWER = "lower", gettext_noop("Lower is better")
    NONE = "none", gettext_noop("Neither")


class OfferingStatus(models.TextChoices):
    ACTIVE = "active", gettext_noop("Active")
    PREVIEW = "preview", gettext_noop("Preview")
    DEPRECATED = "deprecated", gettext_noop("Deprecated")
    RETIRED = "retired", gettext_noop("Retired")


class PriceComponent(models.TextChoices):
    INPUT = "input", gettext_noop("Input")
    OUTPUT = "output", gettext_noop("Output")
    CACHE_READ = "cache_read", gettext_noop("Cache read")
    CACHE_WRITE = "cache_write", gettext_noop("Cache write")
    REASONING = "reasoning", gettext_noop("Reasoning")
    IMAGE = "image", gettext_noop("Image")
    AUDIO_INPUT = "audio_input", gettext_noop("Audio input")
    AUDIO_OUTPUT = "audio_output", gettext_noop("Audio output")
    VIDEO = "video", gettext_noop("Video")
    REQUEST = "request", gettext_noop("Request")
    SEARCH = "search", gettext_noop("Web search")
    SEAT = "seat", gettext_noop("Seat")
    FLAT = "flat", gettext_noop("Flat fee")


class PriceUnit(models.TextChoices):
    TOKEN = "token", gettext_noop("per token")
    IMAGE = "image", gettext_noop("per image")
    SECOND = "second", gettext_noop("per second")
    CHARACTER = "character", gettext_noop("per character")
    PAGE = "page", gettext_noop("per page")
    REQUEST = "request", gettext_noop("per request")
    SEARCH = "search", gettext_noop("per search")
    SEAT_MONTH = "seat_month", gettext_noop("per seat and month")
    MONTH = "month", gettext_noop("per month")
    YEAR = "year", gettext_noop("per year")
    ONCE = "once", gettext_noop("once")


class PriceMode(models.TextChoices):
    STANDARD = "standard", gettext_noop("Standard")
    BATCH = "batch", gettext_noop("Batch")
    FLEX = "flex", gettext_noop("Flex")
    PRIORITY = "priority", gettext_noop("Priority")


class TierMode(models.TextChoices):
    WHOLE_REQUEST = "whole_request", gettext_noop("One rate card for the whole request")
    MARGINAL = "marginal", gettext_noop("Each band at its own rate")


class PriceKind(models.TextChoices):
    AMOUNT = "amount", gettext_noop("Amount")
    VARIES = "varies", gettext_noop("Varies")
    CONTACT = "contact", gettext_noop("On request")


class RelationKind(models.TextChoices):
    DEPENDS_ON = "depends_on", gettext_noop("depends on")
    BASE_MODEL = "base_model", gettext_noop("is built on")
    TRAINED_ON = "trained_on", gettext_noop("was trained on")
    EVALUATED_ON = "evaluated_on", gettext_noop("was evaluated on")
    INTEGRATES_WITH = "integrates_with", gettext_noop("integrates with")
    LISTED_IN = "listed_in", gettext_noop("is listed in")
    MENTIONED_IN = "mentioned_in", gettext_noop("is mentioned in")
    FORK_OF = "fork_of", gettext_noop("is a fork of")
    RELATED_DATA = "related_data", gettext_noop("belongs to a kind that is trained on data like")


class RelationStatus(models.TextChoices):
    CLAIMED = "claimed", gettext_noop("Claimed")
    CONFIRMED = "confirmed", gettext_noop("Confirmed")


class SourceKind(models.TextChoices):
    HUB = "hub", gettext_noop("Hub")
    REGISTRY = "registry", gettext_noop("Registry")
    DOCUMENTATION = "documentation", gettext_noop("Documentation")
    REPOSITORY = "repository", gettext_noop("Repository")
    PAPER = "paper", gettext_noop("Paper")
    PRICE_LIST = "price_list", gettext_noop("Price list")
    WEBSITE = "website", gettext_noop("Website")
    EDITOR = "editor", gettext_noop("Editor's own check")


class Stance(models.TextChoices):
    SUPPORTS = "supports", gettext_noop("Supports")
    DISPUTES = "disputes", gettext_noop("Disputes")


class Metric(models.TextChoices):
    HUB_DOWNLOADS_30D = "hub_downloads_30d", gettext_noop("Hub downloads, 30 days")
    HUB_LIKES = "hub_likes", gettext_noop("Hub likes")
    PACKAGE_DOWNLOADS_30D = "package_downloads_30d", gettext_noop("Package downloads, 30 days")
    REPOSITORY_STARS = "repository_stars", gettext_noop("Repository stars")
    DEPENDENTS = "dependents", gettext_noop("Dependents")
    SDK_DOWNLOADS_30D = "sdk_downloads_30d", gettext_noop("SDK package downloads, 30 days")
    SDK_STARS = "sdk_stars", gettext_noop("SDK repository stars")
    PUBLISHED_RESULTS_365D = "published_results_365d", gettext_noop("Results published, 365 days")
    INSTALLS = "installs", gettext_noop("Installs or copies")
    LIKES = "likes", gettext_noop("Stars or likes")


class ObservationState(models.TextChoices):
    OBSERVED = "observed", gettext_noop("Observed")
    SUSPECT = "suspect", gettext_noop("Suspect, held back")


class ReviewKind(models.TextChoices):
    IDENTITY = "identity", gettext_noop("Which artifact is this?")
    DISAGREEMENT = "disagreement", gettext_noop("A source disagrees with an editor")
    PRICE_BOUNDS = "price_bounds", gettext_noop("Price outside the usual bounds")


class ReviewItemState(models.TextChoices):
    OPEN = "open", gettext_noop("Open")
    ACCEPTED = "accepted", gettext_noop("Accepted")
    DISMISSED = "dismissed", gettext_noop("Dismissed")
