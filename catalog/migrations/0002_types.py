from django.db import migrations

# key, name, plural, group, schema.org type, what it is
TYPES = [
    ("model", "Model", "Models", "model", "SoftwareApplication", "Trained weights, open or served."),
    ("finetune", "Fine-tune", "Fine-tunes", "model", "SoftwareApplication", "A model trained further from another."),
    ("dataset", "Dataset", "Datasets", "dataset", "Dataset", "Data to train, tune or evaluate with."),
    ("mcp", "MCP server", "MCP servers", "code", "SoftwareApplication", "Gives agents tools over the Model Context Protocol."),
    ("agent", "Agent", "Agents", "code", "SoftwareApplication", "Plans and acts with tools towards a goal."),
    ("framework", "Framework", "Frameworks", "code", "SoftwareSourceCode", "A library that applications are built on."),
    ("repo", "Repository", "Repositories", "code", "SoftwareSourceCode", "Source code offered for use and study."),
    ("cli", "Command-line tool", "Command-line tools", "code", "SoftwareApplication", "Used from a terminal."),
    ("extension", "Extension", "Extensions", "code", "SoftwareApplication", "Adds to an editor, a browser or another program."),
    ("product", "Product", "Products", "hosted", "SoftwareApplication", "A finished service people use."),
    ("webapp", "Web app", "Web apps", "hosted", "WebApplication", "Used in a browser."),
    ("app", "App", "Apps", "hosted", "SoftwareApplication", "Installed on a desktop or a phone."),
    ("platform", "Platform", "Platforms", "hosted", "SoftwareApplication", "A hosted place to build and run things on."),
    ("api", "API", "APIs", "hosted", "WebAPI", "A service called by programs."),
    ("prompt", "Prompt", "Prompts", "text", "CreativeWork", "Words that steer a model."),
    ("skill", "Skill", "Skills", "text", "CreativeWork", "Instructions and files an agent loads for one kind of task."),
    ("workflow", "Workflow", "Workflows", "text", "CreativeWork", "Steps that join tools and models."),
    ("template", "Template", "Templates", "text", "CreativeWork", "A starting point to fill in."),
    ("benchmark", "Benchmark", "Benchmarks", "benchmark", "Dataset", "Tasks and a measure to evaluate with."),
]  # fmt: skip


def add_types(apps, schema_editor):
    artifact_type = apps.get_model("catalog", "ArtifactType")
    artifact_type.objects.bulk_create(
        artifact_type(
            key=key,
            name=name,
            plural=plural,
            group=group,
            schema_org_type=schema_org_type,
            description=description,
            position=position,
        )
        for position, (key, name, plural, group, schema_org_type, description) in enumerate(TYPES)
    )


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]
    operations = [migrations.RunPython(add_types, migrations.RunPython.noop)]
