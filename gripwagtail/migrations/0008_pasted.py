import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from ..page_class import page_model_name

# Wagtail's own page, in a form that each version knows; or the base page that the host has in its place.
PAGE = page_model_name()
IS_WAGTAILS_OWN = PAGE.lower() == "wagtailcore.page"


class Migration(migrations.Migration):
    dependencies = [
        ("gripwagtail", "0007_helpline_sources"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("wagtailcore", "0094_alter_page_locale") if IS_WAGTAILS_OWN else migrations.swappable_dependency(PAGE),
    ]

    operations = [
        migrations.AddField(
            model_name="gripdeskcolumns",
            name="untold",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.CreateModel(
            name="GripPasted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="what was pasted")),
                ("when", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "page",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=PAGE),
                ),
                (
                    "who",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "pasted text",
                "verbose_name_plural": "pasted texts",
                "default_permissions": (),
            },
        ),
    ]
