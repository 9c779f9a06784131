# What contacts are likely to be in a purchase.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0013_matching"),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('seniority', models.TextField()),
                ('seniority_confidence', models.FloatField()),
                ('department', models.TextField()),
                ('department_confidence', models.FloatField()),
                ('buying_role', models.TextField()),
                ('buying_role_confidence', models.FloatField()),
                ('method', models.TextField(default='title')),
                ('title', models.TextField(blank=True, default='')),
                ('because', models.JSONField(blank=True, default=list)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='records.contact')),
                ('origin', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.origin')),
            ],
            options={
                'db_table': 'contact_role',
                'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['seniority', 'contact'], name='contacts_by_seniority'), models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['department', 'contact'], name='contacts_by_department'), models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['buying_role', 'contact'], name='contacts_by_buying_role')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('contact',), name='one_role_at_a_time')],
            },
        ),
    ]
