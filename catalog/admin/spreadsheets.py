"""Columns of the vocabulary's spreadsheets. Rows are found again by their slug or key."""

from import_export import fields, resources, widgets

from catalog.models import Capability, Category, Organization, Tag


class WordResource(resources.ModelResource):  # type: ignore[misc] # the library has no types
    """Unchanged rows are skipped and said so; a bad row refuses the whole file."""

    class Meta:
        abstract = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True
        clean_model_instances = True


class OrganizationResource(WordResource):
    class Meta(WordResource.Meta):
        abstract = False
        model = Organization
        import_id_fields = ["slug"]
        fields = ["slug", "name", "website", "description"]


class CategoryResource(WordResource):
    class Meta(WordResource.Meta):
        abstract = False
        model = Category
        import_id_fields = ["slug"]
        fields = ["slug", "name", "description"]


class TagResource(WordResource):
    class Meta(WordResource.Meta):
        abstract = False
        model = Tag
        import_id_fields = ["slug"]
        fields = ["slug", "name"]


class CapabilityResource(WordResource):
    """`parent` holds the key of the capability above it; parents come first in the file."""

    parent = fields.Field(
        column_name="parent",
        attribute="parent",
        widget=widgets.ForeignKeyWidget(Capability, field="key"),
    )

    class Meta(WordResource.Meta):
        abstract = False
        model = Capability
        import_id_fields = ["key"]
        fields = ["key", "name", "description", "parent"]
