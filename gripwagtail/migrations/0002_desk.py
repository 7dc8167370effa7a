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
        ("gripwagtail", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("wagtailcore", "0094_alter_page_locale") if IS_WAGTAILS_OWN else migrations.swappable_dependency(PAGE),
    ]

    operations = [
        migrations.CreateModel(
            name="GripCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(blank=True, max_length=64)),
                ("when", models.DateTimeField(default=django.utils.timezone.now)),
                ("page", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=PAGE)),
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
                "verbose_name": "check",
                "verbose_name_plural": "checks",
                "permissions": [("view_desk_report", "Can see the report on online behaviour")],
                "default_permissions": (),
            },
        ),
    ]
