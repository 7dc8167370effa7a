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
            name="HomePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("paragraph", 0),
                            ("grip_norm", 6),
                            ("grip_contacts", 8),
                            ("grip_parent_tips", 9),
                            ("grip_incident_help", 10),
                            ("grip_helplines", 11),
                            ("grip_exit", 12),
                            ("grip_languages", 12),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.RichTextBlock", (), {}),
                            1: ("wagtail.blocks.BooleanBlock", (), {}),
                            2: ("wagtail.blocks.IntegerBlock", (), {"required": False}),
                            3: ("wagtail.blocks.CharBlock", (), {"max_length": 120, "required": False}),
                            4: ("wagtail.blocks.CharBlock", (), {"required": False}),
                            5: ("wagtail.blocks.PageChooserBlock", (), {"required": False}),
                            6: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("show_agreements", 1),
                                        ("agreements", 2),
                                        ("heading", 3),
                                        ("level", 4),
                                        ("page", 5),
                                    ]
                                ],
                                {},
                            ),
                            7: ("wagtail.blocks.CharBlock", (), {"max_length": 80, "required": False}),
                            8: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("roles", 4),
                                        ("audience", 4),
                                        ("topic", 4),
                                        ("location", 7),
                                        ("compact", 1),
                                        ("heading", 3),
                                        ("level", 4),
                                        ("page", 5),
                                    ]
                                ],
                                {},
                            ),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [[("theme", 4), ("age", 2), ("count", 2), ("heading", 3), ("level", 4), ("page", 5)]],
                                {},
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("titles", 1),
                                        ("deep_links", 1),
                                        ("size", 4),
                                        ("heading", 3),
                                        ("level", 4),
                                        ("page", 5),
                                    ]
                                ],
                                {},
                            ),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("keys", 4),
                                        ("audience", 4),
                                        ("topic", 4),
                                        ("heading", 3),
                                        ("level", 4),
                                        ("page", 5),
                                    ]
                                ],
                                {},
                            ),
                            12: ("wagtail.blocks.StructBlock", [[("heading", 3), ("level", 4), ("page", 5)]], {}),
                        },
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="HostContactPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("review_due", models.DateField(editable=False, null=True, serialize=False)),
                ("placeholders", models.PositiveIntegerField(default=0, editable=False, serialize=False)),
                ("unconfirmed", models.PositiveIntegerField(default=0, editable=False, serialize=False)),
                ("safety_corrections", models.PositiveIntegerField(default=0, editable=False, serialize=False)),
                ("inner_links", models.JSONField(default=list, editable=False, serialize=False)),
                ("checked", models.JSONField(default=dict, editable=False, serialize=False)),
                ("words_changed_at", models.DateTimeField(editable=False, null=True, serialize=False)),
                ("counted_until", models.DateField(editable=False, null=True, serialize=False)),
                ("counted_with", models.CharField(default="", editable=False, max_length=20, serialize=False)),
                ("without_route", models.BooleanField(default=False, editable=False, serialize=False)),
                ("without_confidant", models.BooleanField(default=False, editable=False, serialize=False)),
                ("contact_expires", models.DateField(editable=False, null=True, serialize=False)),
                ("intro", models.TextField(blank=True, max_length=500, verbose_name="introduction")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("heading", 0), ("paragraph", 1)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.RichTextBlock", (), {}),
                        },
                        verbose_name="more text",
                    ),
                ),
                (
                    "text_language",
                    models.CharField(
                        blank=True,
                        help_text="Only when it differs from the language of the site, for example nl.",
                        max_length=20,
                        verbose_name="language of the text",
                    ),
                ),
                (
                    "show_checked",
                    models.BooleanField(
                        default=False,
                        help_text="Visitors then read on which day somebody of the school last checked this, with a button here.",
                        verbose_name="show when this was checked",
                    ),
                ),
                ("starter_key", models.CharField(blank=True, editable=False, max_length=80)),
                ("starter_version", models.CharField(blank=True, editable=False, max_length=20)),
                ("starter_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "contacts",
                    wagtail.fields.StreamField(
                        [("contact", 12)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.BooleanBlock", (), {}),
                            1: ("wagtail.blocks.CharBlock", (), {}),
                            2: ("wagtail.blocks.CharBlock", (), {"max_length": 120, "required": False}),
                            3: ("wagtail.blocks.DateBlock", (), {"required": False}),
                            4: ("wagtail.blocks.CharBlock", (), {"required": False}),
                            5: ("wagtail.blocks.CharBlock", (), {"max_length": 200, "required": False}),
                            6: ("wagtail.blocks.MultipleChoiceBlock", [], {"choices": [], "required": False}),
                            7: ("wagtail.blocks.CharBlock", (), {"max_length": 80, "required": False}),
                            8: ("wagtail.blocks.ListBlock", (4,), {"default": [], "label": "Phone numbers"}),
                            9: ("wagtail.blocks.EmailBlock", (), {"required": False}),
                            10: ("wagtail.blocks.CharBlock", (), {"max_length": 60, "required": False}),
                            11: ("wagtail.blocks.TextBlock", (), {"max_length": 300, "required": False}),
                            12: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("confirmed", 0),
                                        ("kind", 1),
                                        ("label", 2),
                                        ("name", 2),
                                        ("told_on", 3),
                                        ("organisation", 2),
                                        ("roles", 4),
                                        ("about", 5),
                                        ("scope", 1),
                                        ("is_management", 0),
                                        ("serves", 6),
                                        ("topics", 4),
                                        ("location", 7),
                                        ("via_school", 0),
                                        ("phones", 8),
                                        ("is_work_phone", 0),
                                        ("email", 9),
                                        ("form_url", 4),
                                        ("whatsapp", 4),
                                        ("sms", 4),
                                        ("instagram", 10),
                                        ("where", 2),
                                        ("when", 2),
                                        ("reply_time", 2),
                                        ("languages", 2),
                                        ("fallback_role", 4),
                                        ("secrecy", 11),
                                        ("valid_from", 3),
                                        ("valid_until", 3),
                                        ("checked_on", 3),
                                        ("starter_key", 1),
                                        ("starter_version", 1),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="contacts",
                    ),
                ),
                (
                    "steps",
                    wagtail.fields.StreamField(
                        [("step", 4)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                            2: ("wagtail.blocks.CharBlock", (), {"required": False}),
                            3: ("wagtail.blocks.BooleanBlock", (), {}),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("starter_key", 0),
                                        ("starter_version", 0),
                                        ("text", 1),
                                        ("roles", 2),
                                        ("helplines", 2),
                                        ("skippable", 3),
                                        ("always_open", 3),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="the way to go",
                    ),
                ),
                (
                    "staff_steps",
                    wagtail.fields.StreamField(
                        [("step", 4)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                            2: ("wagtail.blocks.CharBlock", (), {"required": False}),
                            3: ("wagtail.blocks.BooleanBlock", (), {}),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("starter_key", 0),
                                        ("starter_version", 0),
                                        ("text", 1),
                                        ("roles", 2),
                                        ("helplines", 2),
                                        ("skippable", 3),
                                        ("always_open", 3),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="when it is about someone who works at school",
                    ),
                ),
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
                (
                    "school_phone",
                    models.CharField(
                        blank=True,
                        max_length=80,
                        validators=[gripwagtail.validators.dialable],
                        verbose_name="phone of the school",
                    ),
                ),
                ("school_email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail of the school")),
                (
                    "names_findable",
                    models.BooleanField(
                        default=False,
                        help_text="The search box and the API of this site then also give the names on the cards. Ask these people first.",
                        verbose_name="names of people may be found",
                    ),
                ),
                (
                    "hide_from_search",
                    models.BooleanField(
                        default=False,
                        help_text="Google and others then do not list it. Parents who look for it there will not find it either.",
                        verbose_name="ask search engines to leave this page out",
                    ),
                ),
                (
                    "vcards",
                    models.BooleanField(
                        default=False,
                        help_text="For functions and organisations only, never for a person.",
                        verbose_name="offer cards to save on a phone",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page", models.Model),
        ),
    ]
