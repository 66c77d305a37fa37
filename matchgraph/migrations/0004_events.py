"""Events by month, what is derived from them by day, and how likely a place of a list is looked at."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
from django.apps import apps as installed_apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

# Columns stand by their width: a row takes some 125 bytes. The default partition takes what no
# month was made for, so that no event is ever refused.
EVENTS = """
CREATE TABLE matchgraph_event (
    at timestamp with time zone NOT NULL,
    intent_id bigint NOT NULL,
    artifact_id bigint NOT NULL,
    capability_id bigint,
    day date NOT NULL,
    position integer NOT NULL,
    search_id uuid NOT NULL,
    trusted boolean NOT NULL,
    visitor_key bytea NOT NULL,
    prefix_key bytea NOT NULL,
    kind varchar(12) NOT NULL,
    surface varchar(4) NOT NULL,
    reason varchar(10) NOT NULL,
    PRIMARY KEY (day, search_id, artifact_id, kind),
    CONSTRAINT event_kind_known CHECK (kind IN (
        'impression', 'click', 'dwell_10', 'dwell_30', 'compare_add', 'outbound', 'positive',
        'negative', 'api_success', 'api_failure'
    )),
    CONSTRAINT event_has_a_position CHECK (position >= 1),
    CONSTRAINT event_doubted_for_a_reason CHECK (trusted = (reason = ''))
) PARTITION BY RANGE (day);
CREATE INDEX event_by_time ON matchgraph_event USING brin (at);
CREATE TABLE matchgraph_event_default PARTITION OF matchgraph_event DEFAULT;
"""

NO_EVENTS = "DROP TABLE matchgraph_event;"

APPEND_ONLY = """
CREATE FUNCTION matchgraph_keep_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Events are added and never changed or deleted; their partitions are dropped'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'event_append_only';
END
$$;
CREATE TRIGGER matchgraph_event_kept BEFORE UPDATE OR DELETE ON matchgraph_event
    FOR EACH ROW EXECUTE FUNCTION matchgraph_keep_events();
CREATE TRIGGER matchgraph_event_not_emptied BEFORE TRUNCATE ON matchgraph_event
    FOR EACH STATEMENT EXECUTE FUNCTION matchgraph_keep_events();
"""

NOT_APPEND_ONLY = "DROP FUNCTION matchgraph_keep_events() CASCADE;"

# What comes while its day lasts is counted when that is over; what comes later has it counted anew.
TOUCHED = """
CREATE FUNCTION matchgraph_touch_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matchgraph_touchedday (day)
    SELECT DISTINCT day FROM new_rows WHERE day < (now() AT TIME ZONE 'UTC')::date;
    RETURN NULL;
END
$$;
CREATE TRIGGER matchgraph_event_touches AFTER INSERT ON matchgraph_event
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION matchgraph_touch_days();
"""

NOT_TOUCHED = "DROP FUNCTION matchgraph_touch_days() CASCADE;"


def make_first_partitions(apps, schema_editor):
    """This month's and the next two; upkeep goes on from there."""
    month = datetime.datetime.now(datetime.UTC).date().replace(day=1)
    for _ in range(3):
        following = (month + datetime.timedelta(days=32)).replace(day=1)
        schema_editor.execute(
            f"CREATE TABLE matchgraph_event_{month:%Y_%m} PARTITION OF matchgraph_event"
            f" FOR VALUES FROM ('{month}') TO ('{following}')"
        )
        month = following


def assume_bias(apps, schema_editor):
    """1 / position, one in twenty at least, on both surfaces, until somebody has measured better."""
    PositionBias = apps.get_model("matchgraph", "PositionBias")
    PositionBias.objects.bulk_create(
        PositionBias(
            surface=surface,
            position=position,
            from_day=datetime.date(2000, 1, 1),
            permille=max(50, 1000 // position),
            note="Assumed: one in as many as the place says, one in twenty at least.",
        )
        for surface in ("page", "api")
        for position in range(1, 21)
    )


def add_permissions(apps, schema_editor):
    """Editors see what is held back and decide; only administrators say how places are looked at."""
    create_permissions(installed_apps.get_app_config("matchgraph"), verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="matchgraph"
    )
    deciding = ["view_heldday", "change_heldday", "view_positionbias"]
    grants = {
        "editor": deciding,
        "reviewer": deciding,
        "administrator": [*deciding, "add_positionbias"],
    }
    for name, codenames in grants.items():
        role, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        role.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0004_relations_read'),
        ('matchgraph', '0003_intents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DailySalt',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('salt', models.BinaryField(max_length=32)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['day'],
            },
        ),
        migrations.CreateModel(
            name='RolledDay',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('rolled_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['day'],
            },
        ),
        migrations.CreateModel(
            name='TouchedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='MergedArtifact',
            fields=[
                ('artifact_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.artifact')),
            ],
            options={
                'ordering': ['artifact_id'],
            },
        ),
        migrations.CreateModel(
            name='PositionBias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('surface', models.CharField(choices=[('page', 'page'), ('api', 'api')], help_text='Pages or API.', max_length=4)),
                ('position', models.PositiveIntegerField(help_text='Place in the list, from 1 through all pages.')),
                ('from_day', models.DateField(help_text='The first day it holds on, today at the earliest.')),
                ('permille', models.PositiveSmallIntegerField(help_text='How many of 1,000 visitors look at this place, 50 at least.', verbose_name='looked at')),
                ('note', models.CharField(help_text='How it was measured, or why it is assumed.', max_length=300)),
            ],
            options={
                'verbose_name': 'position bias',
                'verbose_name_plural': 'position bias',
                'ordering': ['surface', 'position', 'from_day'],
                'constraints': [models.UniqueConstraint(fields=('surface', 'position', 'from_day'), name='bias_once_a_day', violation_error_message='This place has a figure from that day already.'), models.CheckConstraint(condition=models.Q(('permille__gte', 50), ('permille__lte', 1000), ('position__gte', 1)), name='bias_in_bounds', violation_error_message='Between 50 and 1,000 of 1,000 look, at places from 1.')],
            },
        ),
        migrations.CreateModel(
            name='DemandDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('visitors', models.PositiveIntegerField()),
                ('artifact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.artifact')),
            ],
            options={
                'ordering': ['day', 'artifact'],
                'constraints': [models.UniqueConstraint(fields=('day', 'artifact'), name='demand_once_a_day', violation_error_message="This day's demand is there already."), models.CheckConstraint(condition=models.Q(('visitors__gte', 1)), name='demand_day_of_somebody', violation_error_message='Demand comes from one visitor at least.')],
            },
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('pk', models.CompositePrimaryKey('day', 'search_id', 'artifact_id', 'kind', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('at', models.DateTimeField()),
                        ('day', models.DateField()),
                        ('kind', models.CharField(choices=[('impression', 'impression'), ('click', 'click'), ('dwell_10', 'dwell 10'), ('dwell_30', 'dwell 30'), ('compare_add', 'compare add'), ('outbound', 'outbound'), ('positive', 'positive'), ('negative', 'negative'), ('api_success', 'api success'), ('api_failure', 'api failure')], max_length=12)),
                        ('surface', models.CharField(choices=[('page', 'page'), ('api', 'api')], max_length=4)),
                        ('position', models.PositiveIntegerField()),
                        ('search_id', models.UUIDField()),
                        ('intent_id', models.BigIntegerField()),
                        ('visitor_key', models.BinaryField(max_length=8)),
                        ('prefix_key', models.BinaryField(max_length=8)),
                        ('trusted', models.BooleanField()),
                        ('reason', models.CharField(blank=True, choices=[('bot', 'A program that says so'), ('staff', 'Somebody of the desk'), ('elsewhere', 'Asked by a page of another site'), ('searches', 'Too many searches in an hour'), ('clicks', 'Too many artifacts in an hour')], max_length=10)),
                        ('artifact', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalog.artifact')),
                        ('capability', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalog.capability')),
                    ],
                    options={
                        'ordering': ['day', 'at'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['impression', 'click', 'dwell_10', 'dwell_30', 'compare_add', 'outbound', 'positive', 'negative', 'api_success', 'api_failure'])), name='event_kind_known', violation_error_message='An event is of a known kind.'), models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='event_has_a_position', violation_error_message='Places in a list are counted from 1.'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('trusted', True)), models.Q(('trusted', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='event_doubted_for_a_reason', violation_error_message='What is not trusted has a reason, all else has none.')],
                    },
                ),
            ],
            database_operations=[
                migrations.RunSQL(EVENTS, NO_EVENTS),
                migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
            ],
        ),
        migrations.RunPython(make_first_partitions, migrations.RunPython.noop),
        migrations.CreateModel(
            name='EvidenceDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('units', models.PositiveIntegerField()),
                ('examinations', models.PositiveBigIntegerField()),
                ('outcomes', models.PositiveBigIntegerField()),
                ('artifact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.artifact')),
                ('capability', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.capability')),
            ],
            options={
                'ordering': ['day', 'artifact', 'capability'],
                'constraints': [models.UniqueConstraint(fields=('day', 'artifact', 'capability'), name='evidence_once_a_day', violation_error_message="This day's evidence is there already."), models.CheckConstraint(condition=models.Q(('units__gte', 1), ('examinations__gte', 1), ('examinations__lte', django.db.models.expressions.CombinedExpression(models.F('units'), '*', models.Value(1000))), ('outcomes__lte', django.db.models.expressions.CombinedExpression(models.F('units'), '*', models.Value(1000)))), name='evidence_day_in_bounds', violation_error_message='A visit is looked at and worth the whole at most.')],
            },
        ),
        migrations.CreateModel(
            name='HeldDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('units', models.PositiveIntegerField(help_text='Visits of that day, each visitor counted once.')),
                ('usual_twice', models.PositiveIntegerField(editable=False)),
                ('allowed', models.PositiveIntegerField(help_text='How many would have passed unasked.')),
                ('state', models.CharField(choices=[('held', 'Held back'), ('released', 'Released: it counts'), ('rejected', 'Rejected: it counts nothing')], default='held', max_length=10)),
                ('reason', models.CharField(blank=True, help_text='Why it was decided so.', max_length=300)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('artifact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held_days', to='catalog.artifact')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'held-back evidence',
                'verbose_name_plural': 'held-back evidence',
                'ordering': ['-day', 'artifact'],
                'constraints': [models.UniqueConstraint(fields=('artifact', 'day'), name='held_once_a_day', violation_error_message='This day is held back already.'), models.CheckConstraint(condition=models.Q(('units__gt', models.F('allowed'))), name='held_day_above_what_is_allowed', violation_error_message='Only what is more than usual is held back.'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('reason', ''), ('state', 'held')), models.Q(('decided_at__isnull', False), ('state__in', ['released', 'rejected']), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='held_day_decided_for_a_reason', violation_error_message='Say why it is released or rejected.')],
            },
        ),
        migrations.AddIndex(
            model_name='search',
            index=models.Index(fields=['visitor_key', 'at'], name='search_by_visitor'),
        ),
        migrations.RunSQL(TOUCHED, NOT_TOUCHED),
        migrations.RunPython(assume_bias, migrations.RunPython.noop),
        migrations.RunPython(add_permissions, migrations.RunPython.noop),
    ]
