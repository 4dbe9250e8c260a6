import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('plan_version', models.PositiveBigIntegerField()),
                ('reference', models.CharField(max_length=60, unique=True)),
                ('route', models.JSONField()),
                ('promised_on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='accounts.workshop')),
            ],
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('passed', models.BooleanField()),
                ('note', models.TextField(blank=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='InspectedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveSmallIntegerField()),
                ('point', models.JSONField()),
                ('value', models.CharField(max_length=200)),
                ('passes', models.BooleanField()),
                ('says', models.CharField(max_length=300)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='workshop.inspection')),
            ],
            options={
                'ordering': ['sequence'],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=20, unique=True)),
                ('order_number', models.CharField(max_length=20)),
                ('customer_name', models.CharField(max_length=120)),
                ('note', models.TextField(blank=True)),
                ('cost_sheet', models.JSONField()),
                ('opened_at', models.DateTimeField()),
                ('promised_on', models.DateField()),
                ('due_on', models.DateField()),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('hold', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='job', to='workshop.hold')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to='accounts.workshop')),
            ],
            options={
                'ordering': ['due_on', 'number'],
            },
        ),
        migrations.AddField(
            model_name='inspection',
            name='job',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='workshop.job'),
        ),
        migrations.CreateModel(
            name='JobOperation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveSmallIntegerField()),
                ('attempt', models.PositiveSmallIntegerField(default=1)),
                ('key', models.CharField(max_length=40)),
                ('operation', models.JSONField()),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('worked_minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('finished_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='operations', to='workshop.job')),
                ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['sequence'],
            },
        ),
        migrations.CreateModel(
            name='NewDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old_on', models.DateField()),
                ('new_on', models.DateField()),
                ('why', models.CharField(max_length=300)),
                ('told_at', models.DateTimeField()),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='new_days', to='workshop.job')),
            ],
        ),
        migrations.CreateModel(
            name='OutsideService',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField()),
                ('name', models.CharField(max_length=80)),
                ('pickup_weekdays', models.JSONField(default=list)),
                ('pickup_at', models.TimeField()),
                ('turnaround_days', models.PositiveSmallIntegerField()),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outside_services', to='accounts.workshop')),
            ],
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('skills', models.JSONField(default=list)),
                ('hours', models.JSONField(default=dict)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('active', models.BooleanField(default=True)),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bench', to=settings.AUTH_USER_MODEL)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='accounts.workshop')),
            ],
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=80)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='workshop.person')),
            ],
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('image', models.FileField(upload_to='photos/')),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('caption', models.CharField(blank=True, max_length=200)),
                ('shown_to_customer', models.BooleanField(default=True)),
                ('taken_at', models.DateTimeField()),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='workshop.job')),
                ('operation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='workshop.joboperation')),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Piece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('specification', models.JSONField()),
                ('specification_hash', models.CharField(db_index=True, max_length=64)),
                ('shown', models.JSONField()),
                ('anatomy', models.JSONField()),
                ('stone_number', models.CharField(blank=True, default='', max_length=30)),
                ('made_at', models.DateTimeField()),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pieces', to='accounts.workshop')),
            ],
        ),
        migrations.AddField(
            model_name='job',
            name='piece',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='job', to='workshop.piece'),
        ),
        migrations.CreateModel(
            name='BatchResource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField()),
                ('name', models.CharField(max_length=80)),
                ('weekdays', models.JSONField(default=list)),
                ('starts_at', models.TimeField()),
                ('run_minutes', models.PositiveIntegerField()),
                ('capacity', models.PositiveIntegerField()),
                ('keys_per_run', models.PositiveIntegerField(default=1)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='batch_resources', to='accounts.workshop')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workshop', 'key'), name='batch_resource_key_once')],
            },
        ),
        migrations.CreateModel(
            name='ClosedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('name', models.CharField(max_length=80)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closed_days', to='accounts.workshop')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workshop', 'on'), name='closed_once_a_day')],
            },
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.UniqueConstraint(fields=('workshop', 'plan_version'), name='one_hold_per_plan_version'),
        ),
        migrations.AddConstraint(
            model_name='joboperation',
            constraint=models.UniqueConstraint(fields=('job', 'sequence'), name='one_operation_per_place_in_route'),
        ),
        migrations.AddConstraint(
            model_name='joboperation',
            constraint=models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), ('started_at__isnull', False), _connector='OR'), name='finished_after_started'),
        ),
        migrations.AddConstraint(
            model_name='outsideservice',
            constraint=models.UniqueConstraint(fields=('workshop', 'key'), name='outside_service_key_once'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='absence_ends_after_it_begins'),
        ),
    ]
