import django.db.models.deletion
from django.db import migrations, models

from ..page_class import page_model_name

# Wagtail's own page, in a form that each version knows; or the base page that the host has in its place.
PAGE = page_model_name()
IS_WAGTAILS_OWN = PAGE.lower() == "wagtailcore.page"

WORKED_OUT = {"editable": False, "serialize": False}


class Migration(migrations.Migration):
    dependencies = [
        ("gripwagtail", "0005_part_stamps"),
        ("wagtailcore", "0094_alter_page_locale") if IS_WAGTAILS_OWN else migrations.swappable_dependency(PAGE),
    ]

    operations = [
        migrations.CreateModel(
            name="GripDeskColumns",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        related_query_name="grip_desk_columns",
                        serialize=False,
                        to=PAGE,
                    ),
                ),
                ("review_due", models.DateField(null=True, **WORKED_OUT)),
                ("placeholders", models.PositiveIntegerField(default=0, **WORKED_OUT)),
                ("unconfirmed", models.PositiveIntegerField(default=0, **WORKED_OUT)),
                ("safety_corrections", models.PositiveIntegerField(default=0, **WORKED_OUT)),
                ("inner_links", models.JSONField(default=list, **WORKED_OUT)),
                ("words_changed_at", models.DateTimeField(null=True, **WORKED_OUT)),
                ("counted_until", models.DateField(null=True, **WORKED_OUT)),
                ("counted_with", models.CharField(default="", max_length=20, **WORKED_OUT)),
                ("without_route", models.BooleanField(default=False, **WORKED_OUT)),
                ("without_confidant", models.BooleanField(default=False, **WORKED_OUT)),
                ("contact_expires", models.DateField(null=True, **WORKED_OUT)),
                ("unread", models.PositiveIntegerField(default=0, **WORKED_OUT)),
            ],
            options={
                "verbose_name": "summary for the desk",
                "verbose_name_plural": "summaries for the desk",
                "default_permissions": (),
            },
        ),
    ]
