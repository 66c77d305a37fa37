"""Epochs that are computed beside the active one, weights that belong to a formula."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Everything of this room that is derived, or that only another formula reads, may be forgotten:
# the epoch that the new version of the program opens writes it anew.
FORGET_TERMS = "DELETE FROM ranking_typeterms"
STATES = "UPDATE ranking_epoch SET state = CASE WHEN is_active THEN 'active' ELSE 'retired' END"
STATES_BACK = "UPDATE ranking_epoch SET is_active = state = 'active'"
PROFILES_OF_THE_ACTIVE_FORMULA = """
UPDATE ranking_weightprofile
SET formula_id = (SELECT id FROM ranking_formula WHERE state = 'active');
"""
# Old breakdowns stay readable until they are worked out again: ecosystem and match unknown.
WIDER_BREAKDOWNS = """
UPDATE ranking_breakdown
SET
    weights = weights || array_fill(0::smallint, ARRAY[6]),
    states = states || array_fill(0::smallint, ARRAY[6]),
    normalised = normalised || array_fill(NULL::int, ARRAY[6]),
    parts = parts || array_fill(0, ARRAY[6]),
    gains = gains || array_fill(0, ARRAY[6]),
    observed_on = observed_on || array_fill(NULL::date, ARRAY[6]),
    raw = raw || array_fill(NULL::bigint, ARRAY[21]),
    sources = sources || array_fill(NULL::bigint, ARRAY[21])
WHERE cardinality(states) = 18
"""
WIDER_SCORES = """
UPDATE ranking_score
SET
    sds = array_fill(NULL::int, ARRAY[5]),
    lows = array_fill(NULL::int, ARRAY[5]),
    highs = array_fill(NULL::int, ARRAY[5])
"""
INSIDE = {
    "ranking_typeterms": "ecosystem_quantiles match_quantiles fitted_to profile",
    "ranking_typecurves": " ".join(
        f"{side}{name}"
        for name in "1 2 3 _confirmed_links _curated_lists _owners_in _types_in _demand".split()
        for side in ("xs", "ss")
    ),
}


def storage(how):
    return ";".join(
        f"ALTER TABLE {table} " + ", ".join(
            f"ALTER COLUMN {name} SET STORAGE {how}" for name in names.split()
        )
        for table, names in INSIDE.items()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0004_relations_read'),
        ('ranking', '0005_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(FORGET_TERMS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='Adjustment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tenths', models.SmallIntegerField(verbose_name='tenths of a point')),
                ('reason', models.CharField(help_text='Shown to every reader of the rank.', max_length=300)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(help_text='The first day it no longer counts.', verbose_name='until')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'adjustment by hand',
                'verbose_name_plural': 'adjustments by hand',
                'ordering': ['-ends_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MatchMean',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type_key', models.CharField(max_length=20, verbose_name='type')),
                ('mean', models.IntegerField()),
            ],
            options={
                'ordering': ['epoch', 'type_key', 'capability'],
            },
        ),
        migrations.CreateModel(
            name='ShadowBreakdown',
            fields=[
                ('metrics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(blank=True, max_length=30), size=None)),
                ('weights', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ('states', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ('normalised', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), size=None)),
                ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('gains', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('observed_on', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(null=True), size=None)),
                ('raw', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(null=True), size=None)),
                ('sources', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(null=True), size=None)),
                ('released_on', models.DateField(null=True)),
                ('release_source', models.BigIntegerField(null=True)),
                ('star_guard', models.BooleanField()),
                ('finished_floor', models.BooleanField()),
                ('adjustments', models.JSONField(null=True)),
                ('artifact_id', models.BigIntegerField(primary_key=True, serialize=False)),
            ],
            options={
                'ordering': ['artifact_id'],
            },
        ),
        migrations.CreateModel(
            name='ShadowScore',
            fields=[
                ('total', models.BigIntegerField()),
                ('tenths', models.SmallIntegerField()),
                ('headline', models.SmallIntegerField()),
                ('sd', models.BigIntegerField()),
                ('lo', models.BigIntegerField()),
                ('hi', models.BigIntegerField()),
                ('coverage', models.IntegerField()),
                ('provisional', models.BooleanField()),
                ('is_listed', models.BooleanField()),
                ('weights', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ('values', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), size=None)),
                ('sds', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, size=None)),
                ('lows', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, size=None)),
                ('highs', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, size=None)),
                ('coverages', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('shown', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ('adjustment', models.BigIntegerField(default=0)),
                ('as_of', models.DateField()),
                ('artifact_id', models.BigIntegerField(primary_key=True, serialize=False)),
            ],
            options={
                'ordering': ['artifact_id'],
            },
        ),
        migrations.CreateModel(
            name='TypeCurves',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type_key', models.CharField(max_length=20, verbose_name='type')),
                ('xs1', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('ss1', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('xs2', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('ss2', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('xs3', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('ss3', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('xs_confirmed_links', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('ss_confirmed_links', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('xs_curated_lists', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('ss_curated_lists', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('xs_owners_in', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('ss_owners_in', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('xs_types_in', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('ss_types_in', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('xs_demand', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('ss_demand', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ],
            options={
                'verbose_name_plural': 'type curves',
                'ordering': ['epoch', 'type_key'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='epoch',
            name='epoch_one_active',
        ),
        migrations.AddField(
            model_name='epoch',
            name='state',
            field=models.CharField(choices=[('shadow', 'Shadow: computed beside the active one'), ('active', 'Active'), ('retired', 'Retired'), ('discarded', 'Discarded')], default='shadow', max_length=10),
        ),
        migrations.RunSQL(STATES, STATES_BACK),
        migrations.RemoveField(
            model_name='epoch',
            name='is_active',
        ),
        migrations.AddField(
            model_name='weightprofile',
            name='formula',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='profiles', to='ranking.formula'),
        ),
        migrations.RunSQL(PROFILES_OF_THE_ACTIVE_FORMULA, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='weightprofile',
            name='formula',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='profiles', to='ranking.formula'),
        ),
        migrations.DeleteModel(name='Shard'),
        migrations.CreateModel(
            name='Shard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('as_of', models.DateField()),
                ('epoch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shards', to='ranking.epoch')),
            ],
            options={
                'ordering': ['epoch', 'number'],
                'constraints': [models.UniqueConstraint(fields=('epoch', 'number'), name='shard_once')],
            },
        ),
        migrations.DeleteModel(
            name='SignalDefinition',
        ),
        migrations.AlterModelOptions(
            name='epoch',
            options={'ordering': ['-id'], 'permissions': [('switch_epoch', 'Can close, check, switch, discard and restore epochs')]},
        ),
        migrations.AlterModelOptions(
            name='weightprofile',
            options={'ordering': ['formula', 'type_key']},
        ),
        migrations.RemoveField(
            model_name='typeterms',
            name='ss1',
        ),
        migrations.RemoveField(
            model_name='typeterms',
            name='ss2',
        ),
        migrations.RemoveField(
            model_name='typeterms',
            name='ss3',
        ),
        migrations.RemoveField(
            model_name='typeterms',
            name='xs1',
        ),
        migrations.RemoveField(
            model_name='typeterms',
            name='xs2',
        ),
        migrations.RemoveField(
            model_name='typeterms',
            name='xs3',
        ),
        migrations.AddField(
            model_name='breakdown',
            name='adjustments',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='epoch',
            name='checked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='epoch',
            name='fitted_on',
            field=models.DateField(blank=True, help_text='Curves were fitted to what was read up to this day.', null=True),
        ),
        migrations.AddField(
            model_name='epoch',
            name='follows',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='ranking.epoch'),
        ),
        migrations.AddField(
            model_name='epoch',
            name='is_automatic',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='epoch',
            name='opened_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='epoch',
            name='report',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='epoch',
            name='switched_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='epoch',
            name='waived',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='formula',
            name='based_on',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='ranking.formula'),
        ),
        migrations.AddField(
            model_name='formula',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='formula',
            name='method',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='formula',
            name='note',
            field=models.CharField(blank=True, help_text='What this version changes, and why.', max_length=300),
        ),
        migrations.AddField(
            model_name='score',
            name='adjustment',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='score',
            name='highs',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, size=None),
        ),
        migrations.AddField(
            model_name='score',
            name='lows',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, size=None),
        ),
        migrations.AddField(
            model_name='score',
            name='sds',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), default=list, size=None),
        ),
        migrations.AddField(
            model_name='scorehistory',
            name='adjustment',
            field=models.BigIntegerField(db_default=0, help_text='What was added by hand, as far as it counted.'),
        ),
        migrations.AddField(
            model_name='scorehistory',
            name='by_hand',
            field=models.BigIntegerField(db_default=0),
        ),
        migrations.AddField(
            model_name='typeterms',
            name='ecosystem_quantiles',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None),
        ),
        migrations.AddField(
            model_name='typeterms',
            name='fitted_to',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, help_text='Artifacts behind the quantiles, by component in the order of their keys.', size=None),
        ),
        migrations.AddField(
            model_name='typeterms',
            name='match_mean',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='typeterms',
            name='match_quantiles',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None),
        ),
        migrations.AddField(
            model_name='typeterms',
            name='match_sleeps',
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name='formula',
            name='definition',
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name='formula',
            name='sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name='score',
            name='revision',
            field=models.BigIntegerField(db_default=1),
        ),
        migrations.AlterField(
            model_name='weightprofile',
            name='type_key',
            field=models.CharField(max_length=20, verbose_name='type'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formula',
            trigger=pgtrigger.compiler.Trigger(name='sealed', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state <> 'draft')", func="\n    IF TG_OP = 'UPDATE' AND NEW.state <> 'draft'\n        AND (NEW.version, NEW.definition, NEW.sha256, NEW.method, NEW.based_on_id)\n            IS NOT DISTINCT FROM\n            (OLD.version, OLD.definition, OLD.sha256, OLD.method, OLD.based_on_id)\n    THEN\n        RETURN NEW;\n    END IF;\n    RAISE check_violation USING\n        MESSAGE = format('Formula %s is sealed: copy it and change the copy', OLD.version),\n        CONSTRAINT = 'formula_sealed';\n    ", hash='ab532826cc781b97e1b368a79a05560ccff6d571', operation='UPDATE OR DELETE', pgid='pgtrigger_sealed_37faf', table='ranking_formula', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='weightprofile',
            trigger=pgtrigger.compiler.Trigger(name='of_a_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT 1 FROM ranking_formula\n        WHERE id IN (\n            CASE WHEN TG_OP = 'INSERT' THEN NEW.formula_id ELSE OLD.formula_id END,\n            CASE WHEN TG_OP = 'DELETE' THEN OLD.formula_id ELSE NEW.formula_id END\n        ) AND state <> 'draft'\n    ) THEN\n        RAISE check_violation USING\n            MESSAGE = 'The weights of a sealed formula never change: copy it and change the copy',\n            CONSTRAINT = 'profile_of_a_draft';\n    END IF;\n    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;\n    ", hash='826f5af74e369d1c27dc911d8c6f41cff9ee1211', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_of_a_draft_f9a7f', table='ranking_weightprofile', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='epoch',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('state',), name='epoch_one_active', violation_error_message='Another epoch is active.'),
        ),
        migrations.AddConstraint(
            model_name='epoch',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'shadow')), fields=('state',), name='epoch_one_shadow', violation_error_message='Another epoch is being prepared: switch or discard it.'),
        ),
        migrations.AddConstraint(
            model_name='formula',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('sha256', ''), _negated=True), _connector='OR'), name='formula_defined_once_sealed', violation_error_message='A formula that is at work has a definition.'),
        ),
        migrations.AddConstraint(
            model_name='weightprofile',
            constraint=models.UniqueConstraint(fields=('formula', 'type_key'), name='profile_once_per_type', violation_error_message='This formula weighs that type already.'),
        ),
        migrations.AlterConstraint(
            model_name='weightprofile',
            name='profile_weights_sum_to_the_whole',
            constraint=models.CheckConstraint(condition=models.Q(('adoption', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(10000), '-', models.F('quality')), '-', models.F('ecosystem')), '-', models.F('match')), '-', models.F('freshness')))), name='profile_weights_sum_to_the_whole', violation_error_message='The five weights sum to 100 %.'),
        ),
        migrations.AddField(
            model_name='adjustment',
            name='artifact',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adjustments', to='catalog.artifact'),
        ),
        migrations.AddField(
            model_name='adjustment',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='matchmean',
            name='capability',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.capability'),
        ),
        migrations.AddField(
            model_name='matchmean',
            name='epoch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='match_means', to='ranking.epoch'),
        ),
        migrations.AddField(
            model_name='shadowscore',
            name='epoch',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, to='ranking.epoch'),
        ),
        migrations.AddField(
            model_name='shadowscore',
            name='formula',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, to='ranking.formula'),
        ),
        migrations.AddField(
            model_name='shadowscore',
            name='type',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalog.artifacttype'),
        ),
        migrations.AddField(
            model_name='typecurves',
            name='epoch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='curves', to='ranking.epoch'),
        ),
        migrations.AddConstraint(
            model_name='adjustment',
            constraint=models.CheckConstraint(condition=models.Q(('tenths__gte', -200), ('tenths__lte', 200), models.Q(('tenths', 0), _negated=True)), name='adjustment_in_bounds', violation_error_message='Between -20 and 20 points, and not 0.'),
        ),
        migrations.AddConstraint(
            model_name='adjustment',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='adjustment_has_a_reason', violation_error_message='Say why: every reader of the rank sees it.'),
        ),
        migrations.AddConstraint(
            model_name='adjustment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on')), ('ends_on__lte', models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.F('starts_on'), '+', models.Value(366)), output_field=models.DateField()))), name='adjustment_ends', violation_error_message='It ends after it starts, within 366 days.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='adjustment',
            trigger=pgtrigger.compiler.Trigger(name='ends_earlier_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF (NEW.artifact_id, NEW.tenths, NEW.reason, NEW.starts_on, NEW.made_at)\n            IS DISTINCT FROM\n            (OLD.artifact_id, OLD.tenths, OLD.reason, OLD.starts_on, OLD.made_at)\n        OR NEW.ends_on > OLD.ends_on\n    THEN\n        RAISE check_violation USING\n            MESSAGE = 'An adjustment is never changed: end it, and make another',\n            CONSTRAINT = 'adjustment_ends_earlier_only';\n    END IF;\n    RETURN NEW;\n    ", hash='c18f31fa09aa013eb29dc574490ed7408ab9c566', operation='UPDATE', pgid='pgtrigger_ends_earlier_only_d1900', table='ranking_adjustment', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='matchmean',
            constraint=models.UniqueConstraint(fields=('epoch', 'type_key', 'capability'), name='match_mean_once_per_epoch'),
        ),
        migrations.AddConstraint(
            model_name='typecurves',
            constraint=models.UniqueConstraint(fields=('epoch', 'type_key'), name='curves_once_per_epoch'),
        ),
        migrations.RunSQL(WIDER_BREAKDOWNS, migrations.RunSQL.noop),
        migrations.RunSQL(WIDER_SCORES, migrations.RunSQL.noop),
        migrations.RunSQL(storage("PLAIN"), storage("EXTENDED")),
    ]
