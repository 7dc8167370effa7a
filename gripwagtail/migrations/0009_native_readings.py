import django.db.models.deletion
from django.db import migrations, models

from ..page_class import page_model_name

# Wagtail's own page, in a form that each version knows; or the base page that the host has in its place.
PAGE = page_model_name()
IS_WAGTAILS_OWN = PAGE.lower() == "wagtailcore.page"


class Migration(migrations.Migration):
    dependencies = [
        ("gripwagtail", "0008_pasted"),
        ("wagtailcore", "0094_alter_page_locale") if IS_WAGTAILS_OWN else migrations.swappable_dependency(PAGE),
    ]

    operations = [
        migrations.AddField(
            model_name="gripdeskcolumns",
            name="unread_words",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.CreateModel(
            name="GripNativeReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("readings", models.JSONField(default=list)),
                ("texts", models.JSONField(default=dict)),
                (
                    "page",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=PAGE),
                ),
            ],
            options={
                "verbose_name": "reading by a native speaker",
                "verbose_name_plural": "readings by native speakers",
                "default_permissions": (),
            },
        ),
    ]
