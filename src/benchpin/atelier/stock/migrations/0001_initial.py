import django.db.models.deletion
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
            name='Lot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=30)),
                ('alloy', models.CharField(max_length=40)),
                ('supplier', models.CharField(max_length=120)),
                ('received_on', models.DateField()),
                ('provenance', models.CharField(blank=True, max_length=200)),
                ('document', models.CharField(blank=True, max_length=120)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='accounts.workshop')),
            ],
        ),
        migrations.CreateModel(
            name='MetalAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(choices=[('supplier', 'Supplier'), ('stock', 'In the safe'), ('job', 'At the bench'), ('piece', 'In a finished piece'), ('scrap', 'Scrap'), ('loss', 'Lost')], max_length=10)),
                ('job', models.CharField(blank=True, default='', max_length=40)),
                ('balance_mg', models.BigIntegerField(default=0)),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='stock.lot')),
            ],
        ),
        migrations.CreateModel(
            name='MetalTransfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, unique=True)),
                ('amount_mg', models.BigIntegerField()),
                ('memo', models.CharField(blank=True, max_length=120)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outgoing', to='stock.metalaccount')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incoming', to='stock.metalaccount')),
            ],
        ),
        migrations.CreateModel(
            name='Parcel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=30)),
                ('gem', models.CharField(max_length=40)),
                ('cut', models.CharField(max_length=20)),
                ('width_mm', models.DecimalField(decimal_places=2, max_digits=5)),
                ('length_mm', models.DecimalField(decimal_places=2, max_digits=5)),
                ('supplier', models.CharField(blank=True, max_length=120)),
                ('treatment', models.CharField(blank=True, max_length=80)),
                ('received_on', models.DateField()),
                ('count', models.PositiveIntegerField()),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parcels', to='accounts.workshop')),
            ],
        ),
        migrations.CreateModel(
            name='ParcelIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job', models.CharField(max_length=40)),
                ('count', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parcel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='stock.parcel')),
            ],
        ),
        migrations.CreateModel(
            name='Stone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=30)),
                ('gem', models.CharField(max_length=40)),
                ('cut', models.CharField(max_length=20)),
                ('width_mm', models.DecimalField(decimal_places=2, max_digits=5)),
                ('length_mm', models.DecimalField(decimal_places=2, max_digits=5)),
                ('depth_mm', models.DecimalField(decimal_places=2, max_digits=5)),
                ('carats', models.DecimalField(decimal_places=3, max_digits=6)),
                ('colour', models.CharField(blank=True, max_length=40)),
                ('clarity', models.CharField(blank=True, max_length=40)),
                ('origin', models.CharField(blank=True, max_length=80)),
                ('treatment', models.CharField(blank=True, max_length=80)),
                ('report_lab', models.CharField(blank=True, max_length=40)),
                ('report_number', models.CharField(blank=True, max_length=40)),
                ('price_cents', models.PositiveIntegerField()),
                ('received_on', models.DateField()),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stones', to='accounts.workshop')),
            ],
        ),
        migrations.CreateModel(
            name='StoneReservation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=60)),
                ('made_at', models.DateTimeField()),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('stone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='stock.stone')),
            ],
        ),
        migrations.AddConstraint(
            model_name='lot',
            constraint=models.UniqueConstraint(fields=('workshop', 'number'), name='lot_number_once'),
        ),
        migrations.AddConstraint(
            model_name='metalaccount',
            constraint=models.UniqueConstraint(fields=('lot', 'place', 'job'), name='one_account_per_place'),
        ),
        migrations.AddConstraint(
            model_name='metalaccount',
            constraint=models.CheckConstraint(condition=models.Q(('place', 'supplier'), ('balance_mg__gte', 0), _connector='OR'), name='metal_never_negative'),
        ),
        migrations.AddConstraint(
            model_name='metaltransfer',
            constraint=models.CheckConstraint(condition=models.Q(('amount_mg__gt', 0)), name='transfer_positive'),
        ),
        migrations.AddConstraint(
            model_name='metaltransfer',
            constraint=models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='transfer_between_two'),
        ),
        migrations.AddConstraint(
            model_name='parcel',
            constraint=models.UniqueConstraint(fields=('workshop', 'number'), name='parcel_number_once'),
        ),
        migrations.AddConstraint(
            model_name='parcel',
            constraint=models.CheckConstraint(condition=models.Q(('count__gte', 0)), name='parcel_never_negative'),
        ),
        migrations.AddConstraint(
            model_name='stone',
            constraint=models.UniqueConstraint(fields=('workshop', 'number'), name='stone_number_once'),
        ),
        migrations.AddConstraint(
            model_name='stonereservation',
            constraint=models.UniqueConstraint(condition=models.Q(('released_at__isnull', True)), fields=('stone',), name='stone_reserved_once'),
        ),
    ]
