import uuid

import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models

import gripwagtail.validators


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [
        migrations.CreateModel(
            name="GripHelpline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=60, unique=True, verbose_name="key")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("former_names", models.TextField(blank=True, help_text="One a line.", verbose_name="former names")),
                ("does", models.CharField(blank=True, max_length=200, verbose_name="what it does")),
                ("not_for", models.CharField(blank=True, max_length=200, verbose_name="what it is not for")),
                (
                    "audiences",
                    models.CharField(
                        blank=True,
                        help_text="pupil, parent, staff. Empty: for everyone.",
                        max_length=60,
                        verbose_name="for whom",
                    ),
                ),
                ("age_from", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="from age")),
                ("age_to", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="to age")),
                (
                    "topics",
                    models.CharField(
                        blank=True, help_text="Empty: for everything.", max_length=200, verbose_name="topics"
                    ),
                ),
                (
                    "phones",
                    models.TextField(
                        blank=True,
                        help_text="One a line.",
                        validators=[gripwagtail.validators.dialable_lines],
                        verbose_name="phone numbers",
                    ),
                ),
                ("has_chat", models.BooleanField(default=False, verbose_name="has a chat")),
                (
                    "chat_url",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        validators=[gripwagtail.validators.usable_address],
                        verbose_name="address of the chat",
                    ),
                ),
                (
                    "report_url",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        validators=[gripwagtail.validators.usable_address],
                        verbose_name="address to report",
                    ),
                ),
                (
                    "url",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        validators=[gripwagtail.validators.usable_address],
                        verbose_name="website",
                    ),
                ),
                (
                    "hours",
                    models.CharField(
                        blank=True,
                        help_text="Only when sure. Empty: “see the website”.",
                        max_length=120,
                        verbose_name="hours",
                    ),
                ),
                ("day_and_night", models.BooleanField(default=False, verbose_name="day and night")),
                (
                    "cost",
                    models.CharField(
                        choices=[("free", "free"), ("normal", "normal call costs"), ("unknown", "costs not known")],
                        default="unknown",
                        max_length=10,
                        verbose_name="cost",
                    ),
                ),
                (
                    "anonymous",
                    models.CharField(
                        choices=[
                            ("yes", "without your name"),
                            ("possible", "possible without your name"),
                            ("no", "with your name"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="without a name",
                    ),
                ),
                (
                    "languages",
                    models.CharField(blank=True, help_text="Codes: nl, en.", max_length=120, verbose_name="languages"),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("now", "Now"),
                            ("today", "Today. Not possible any more? Then first thing tomorrow."),
                            ("week", "This week"),
                        ],
                        default="today",
                        max_length=10,
                        verbose_name="urgency",
                    ),
                ),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="checked on")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        validators=[gripwagtail.validators.usable_address],
                        verbose_name="source",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="shown")),
                (
                    "retired",
                    models.CharField(
                        blank=True,
                        help_text="For example: “merged into Offlimits in 2023”. Only editors see this.",
                        max_length=200,
                        verbose_name="why it is not shown any more",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="position")),
                (
                    "words",
                    wagtail.fields.StreamField(
                        [("words", 3)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"max_length": 20}),
                            1: ("wagtail.blocks.CharBlock", (), {"max_length": 200, "required": False}),
                            2: ("wagtail.blocks.CharBlock", (), {"max_length": 120, "required": False}),
                            3: (
                                "wagtail.blocks.StructBlock",
                                [[("language", 0), ("does", 1), ("not_for", 1), ("hours", 2)]],
                                {},
                            ),
                        },
                        verbose_name="in other languages",
                    ),
                ),
                ("shipped", models.JSONField(blank=True, default=dict, editable=False)),
            ],
            options={
                "verbose_name": "helpline",
                "verbose_name_plural": "helplines",
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="GripStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.UUIDField(default=uuid.uuid4)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="GripSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("school_name", models.CharField(blank=True, max_length=120, verbose_name="name of the school")),
                (
                    "school_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("po", "primary school (po)"),
                            ("vo", "secondary school (vo)"),
                            ("so", "special primary school (so)"),
                            ("vso", "special secondary school (vso)"),
                            ("ikc", "child centre (ikc)"),
                        ],
                        max_length=4,
                        verbose_name="type of school",
                    ),
                ),
                ("age_from", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="youngest pupil")),
                ("age_to", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="oldest pupil")),
                (
                    "phone",
                    models.CharField(
                        blank=True, max_length=80, validators=[gripwagtail.validators.dialable], verbose_name="phone"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("after_hours", models.TextField(blank=True, max_length=300, verbose_name="when the school is closed")),
                (
                    "closed_periods",
                    models.TextField(
                        blank=True,
                        help_text="One a line: “20 December to 4 January”.",
                        max_length=500,
                        verbose_name="closed periods",
                    ),
                ),
                (
                    "interpreter_line",
                    models.CharField(blank=True, max_length=200, verbose_name="line about an interpreter"),
                ),
                (
                    "exit_url",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[gripwagtail.validators.secure_elsewhere],
                        verbose_name="address of “leave this page”",
                    ),
                ),
                ("review_months", models.PositiveSmallIntegerField(default=12, verbose_name="months between reviews")),
                (
                    "sources",
                    wagtail.fields.StreamField(
                        [("page", 0)],
                        blank=True,
                        block_lookup={0: ("wagtail.blocks.PageChooserBlock", (), {})},
                        help_text="Only when the site has several pages of one kind.",
                        verbose_name="pages to use for the whole site",
                    ),
                ),
                (
                    "hidden_helplines",
                    models.CharField(
                        blank=True,
                        help_text="Keys, separated by commas.",
                        max_length=300,
                        verbose_name="helplines not to show",
                    ),
                ),
                (
                    "helpline_notes",
                    wagtail.fields.StreamField(
                        [("note", 2)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                            2: ("wagtail.blocks.StructBlock", [[("helpline", 0), ("text", 1)]], {}),
                        },
                        help_text="For example: “they visit our school every Tuesday”. It stands under the helpline.",
                        verbose_name="what our school adds to a helpline",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="site of the school board",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "online behaviour",
            },
        ),
    ]
