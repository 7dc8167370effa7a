import django.db.models.deletion
from django.db import migrations, models

from ..page_class import page_model_name

# Wagtail's own page, in a form that each version knows; or the base page that the host has in its place.
PAGE = page_model_name()
IS_WAGTAILS_OWN = PAGE.lower() == "wagtailcore.page"


class Migration(migrations.Migration):
    dependencies = [
        ("gripwagtail", "0003_reminders"),
        ("wagtailcore", "0094_alter_page_locale") if IS_WAGTAILS_OWN else migrations.swappable_dependency(PAGE),
    ]

    operations = [
        migrations.AddField(
            model_name="gripcheck",
            name="said",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.CreateModel(
            name="GripTextRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_from", models.JSONField(default=dict)),
                ("noted", models.JSONField(default=dict)),
                ("waiting", models.PositiveIntegerField(default=0)),
                ("reworded", models.PositiveIntegerField(default=0)),
                (
                    "page",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=PAGE),
                ),
            ],
            options={
                "verbose_name": "record of texts",
                "verbose_name_plural": "records of texts",
                "default_permissions": (),
            },
        ),
    ]
