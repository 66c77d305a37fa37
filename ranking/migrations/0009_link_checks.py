"""Links that are asked, and who says a result: a check or an editor, as all have until now."""

import django.db.models.deletion
from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def add_permissions(apps, schema_editor):
    """Whoever reads the checks may also ask for one: it is done when its turn comes."""
    create_permissions(installed_apps.get_app_config("ranking"), verbosity=0)
    granted = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="ranking", codename__in=["view_linkcheck", "change_linkcheck"]
    )
    for name in ("editor", "reviewer", "administrator"):
        role, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        role.permissions.add(*granted)


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0004_relations_read'),
        ('ranking', '0008_nightly_places'),
    ]

    operations = [
        migrations.CreateModel(
            name='LinkCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('homepage', 'Homepage'), ('docs', 'Documentation'), ('repository', 'Repository'), ('package', 'Package'), ('hub', 'Hub page'), ('huggingface_model', 'Hugging Face model'), ('huggingface_dataset', 'Hugging Face dataset')], max_length=20)),
                ('reference', models.CharField(max_length=1000, verbose_name='link or id')),
                ('host', models.CharField(blank=True, max_length=255)),
                ('due_at', models.DateTimeField(verbose_name='next check')),
                ('claimed_until', models.DateTimeField(blank=True, null=True)),
                ('tried_at', models.DateTimeField(blank=True, null=True, verbose_name='last check')),
                ('outcome', models.CharField(blank=True, choices=[('answered', 'Answered'), ('moved', 'Leads to something else'), ('failed', 'Answered with an error'), ('unreached', 'Not reached'), ('barred', 'Turned us away'), ('later', 'Asked us to come later'), ('refused', 'Not asked'), ('offline', 'Nothing answered at all')], max_length=10)),
                ('status', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('led_to', models.CharField(blank=True, max_length=2000, verbose_name='led to')),
                ('note', models.CharField(blank=True, max_length=200)),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='last answer')),
                ('failing_since', models.DateTimeField(blank=True, null=True)),
                ('failed_at', models.DateTimeField(blank=True, null=True, verbose_name='last failure')),
                ('failures', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['artifact', 'kind', 'id'],
            },
        ),
        migrations.CreateModel(
            name='LinkHost',
            fields=[
                ('host', models.CharField(max_length=255, primary_key=True, serialize=False)),
                ('free_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['host'],
            },
        ),
        migrations.AddField(
            model_name='qualityresult',
            name='origin',
            field=models.CharField(choices=[('check', 'Automatic check'), ('editor', 'Entered by hand')], db_default='editor', default='editor', editable=False, max_length=10),
        ),
        migrations.AddConstraint(
            model_name='qualityresult',
            constraint=models.CheckConstraint(condition=models.Q(('origin__in', ['check', 'editor'])), name='result_origin_known', violation_error_message='A result comes from a check or from an editor.'),
        ),
        migrations.AddField(
            model_name='linkcheck',
            name='artifact',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='link_checks', to='catalog.artifact'),
        ),
        migrations.AddIndex(
            model_name='linkcheck',
            index=models.Index(fields=['due_at'], name='link_check_due'),
        ),
        migrations.AddIndex(
            model_name='linkcheck',
            index=models.Index(fields=['host'], name='link_check_host'),
        ),
        migrations.AddIndex(
            model_name='linkcheck',
            index=models.Index(condition=models.Q(('failures__gte', 1)), fields=['failing_since'], name='link_check_failing'),
        ),
        migrations.AddConstraint(
            model_name='linkcheck',
            constraint=models.UniqueConstraint(fields=('artifact', 'kind', 'reference'), name='link_check_once', violation_error_message='This link is checked already.'),
        ),
        migrations.AddConstraint(
            model_name='linkcheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('tried_at__isnull', True)), models.Q(('outcome__in', ['answered', 'moved', 'failed', 'unreached', 'barred', 'later', 'refused', 'offline']), ('tried_at__isnull', False)), _connector='OR'), name='link_check_outcome_of_a_try', violation_error_message='A link that was tried has an outcome, another has none.'),
        ),
        migrations.AddConstraint(
            model_name='linkcheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('failed_at__isnull', True), ('failing_since__isnull', True), ('failures', 0)), models.Q(('failed_at__gte', models.F('failing_since')), ('failing_since__isnull', False), ('failures__gte', 1)), _connector='OR'), name='link_check_failures_dated', violation_error_message='Failures have a first and a latest day.'),
        ),
        migrations.AddConstraint(
            model_name='linkcheck',
            constraint=models.CheckConstraint(condition=models.Q(('failing_since__isnull', True), ('answered_at__isnull', True), ('answered_at__lte', models.F('failing_since')), _connector='OR'), name='link_check_answer_ends_failing', violation_error_message='An answer ends a row of failures.'),
        ),
        migrations.RunPython(add_permissions, migrations.RunPython.noop),
    ]
