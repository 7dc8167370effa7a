import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import gripwagtail.validators


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("basepage", "0003_finalize"),
    ]

    operations = [
        migrations.CreateModel(
            name="SchoolContactPage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
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
            bases=("basepage.basepage", models.Model),
        ),
        migrations.CreateModel(
            name="SchoolIncidentHelpPage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
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
                ("unread", models.PositiveIntegerField(default=0, editable=False, serialize=False)),
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
                    "situations",
                    wagtail.fields.StreamField(
                        [("situation", 9)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"max_length": 90}),
                            1: ("wagtail.blocks.CharBlock", (), {"max_length": 60}),
                            2: ("wagtail.blocks.CharBlock", (), {}),
                            3: ("wagtail.blocks.CharBlock", (), {"required": False}),
                            4: ("wagtail.blocks.CharBlock", (), {"max_length": 140, "required": False}),
                            5: ("wagtail.blocks.BooleanBlock", (), {}),
                            6: ("wagtail.blocks.TextBlock", (), {"required": False}),
                            7: ("wagtail.blocks.CharBlock", (), {"max_length": 200, "required": False}),
                            8: ("wagtail.blocks.DateBlock", (), {"required": False}),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 0),
                                        ("key", 1),
                                        ("group", 2),
                                        ("urgency", 2),
                                        ("topic", 3),
                                        ("sexual", 2),
                                        ("evidence", 2),
                                        ("danger_line", 4),
                                        ("life_line", 5),
                                        ("also", 6),
                                        ("recognise", 6),
                                        ("pupil_opening", 7),
                                        ("pupil_steps", 6),
                                        ("pupil_donts", 6),
                                        ("pupil_roles", 3),
                                        ("pupil_helplines", 3),
                                        ("parent_opening", 7),
                                        ("parent_steps", 6),
                                        ("parent_donts", 6),
                                        ("parent_roles", 3),
                                        ("parent_helplines", 3),
                                        ("staff_opening", 7),
                                        ("staff_steps", 6),
                                        ("staff_donts", 6),
                                        ("staff_roles", 3),
                                        ("staff_helplines", 3),
                                        ("school_does", 6),
                                        ("school_does_confirmed", 5),
                                        ("checked_on", 8),
                                        ("expert_read", 8),
                                        ("starter_key", 2),
                                        ("starter_version", 2),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="situations",
                    ),
                ),
                (
                    "readings",
                    wagtail.fields.StreamField(
                        [("reading", 4)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.DateBlock", (), {}),
                            1: ("wagtail.blocks.CharBlock", (), {"max_length": 120}),
                            2: ("wagtail.blocks.CharBlock", (), {"max_length": 120, "required": False}),
                            3: ("wagtail.blocks.CharBlock", (), {"max_length": 500, "required": False}),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("read_on", 0),
                                        ("reader", 1),
                                        ("organisation", 2),
                                        ("situations", 3),
                                        ("remarks", 3),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="read by experts",
                    ),
                ),
                (
                    "neutral_title",
                    models.BooleanField(
                        default=False,
                        help_text="The tab and the history then only say the name of the school, not that something happened.",
                        verbose_name="neutral title in the browser",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("basepage.basepage", models.Model),
        ),
        migrations.CreateModel(
            name="SchoolNormPage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
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
                ("intro", models.TextField(blank=True, max_length=500, verbose_name="introduction")),
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
                ("statement", models.TextField(blank=True, max_length=300, verbose_name="the norm")),
                ("poster_line", models.CharField(blank=True, max_length=200, verbose_name="line for the poster")),
                ("why", models.TextField(blank=True, max_length=600, verbose_name="why we agreed on this")),
                ("scope", models.TextField(blank=True, max_length=300, verbose_name="for whom, and where")),
                ("always", models.TextField(blank=True, max_length=300, verbose_name="what we always do")),
                ("made_with", models.CharField(blank=True, max_length=200, verbose_name="made with")),
                ("shared", models.TextField(blank=True, max_length=300, verbose_name="how we share it")),
                (
                    "class_sheet",
                    models.CharField(blank=True, max_length=200, verbose_name="beginning of the class sheet"),
                ),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="adopted on")),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="to be reviewed on")),
                (
                    "agreements",
                    wagtail.fields.StreamField(
                        [("agreement", 8)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"max_length": 120}),
                            1: ("wagtail.blocks.CharBlock", (), {"max_length": 120, "required": False}),
                            2: ("wagtail.blocks.TextBlock", (), {"max_length": 200, "required": False}),
                            3: ("wagtail.blocks.BooleanBlock", (), {}),
                            4: ("wagtail.blocks.MultipleChoiceBlock", [], {"choices": [], "required": False}),
                            5: ("wagtail.blocks.CharBlock", (), {"required": False}),
                            6: ("wagtail.blocks.CharBlock", (), {"max_length": 60, "required": False}),
                            7: ("wagtail.blocks.CharBlock", (), {}),
                            8: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("we_do", 0),
                                        ("so_not", 1),
                                        ("if_broken", 2),
                                        ("if_broken_confirmed", 3),
                                        ("audiences", 4),
                                        ("topics", 5),
                                        ("key", 6),
                                        ("starter_key", 7),
                                        ("starter_version", 7),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="agreements",
                    ),
                ),
                (
                    "agreed",
                    wagtail.fields.StreamField(
                        [("agreed", 3)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.DateBlock", (), {"required": False}),
                            2: ("wagtail.blocks.CharBlock", (), {"max_length": 120, "required": False}),
                            3: (
                                "wagtail.blocks.StructBlock",
                                [[("starter_key", 0), ("starter_version", 0), ("who", 0), ("date", 1), ("how", 2)]],
                                {},
                            ),
                        },
                        verbose_name="who agreed",
                    ),
                ),
                (
                    "documents",
                    wagtail.fields.StreamField(
                        [("document", 3)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.CharBlock", (), {"max_length": 120}),
                            2: ("wagtail.blocks.TextBlock", (), {"max_length": 400}),
                            3: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("starter_key", 0),
                                        ("starter_version", 0),
                                        ("title", 1),
                                        ("url", 0),
                                        ("summary", 2),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="documents",
                    ),
                ),
                (
                    "changes",
                    wagtail.fields.StreamField(
                        [("change", 3)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.DateBlock", (), {}),
                            2: ("wagtail.blocks.TextBlock", (), {"max_length": 300}),
                            3: (
                                "wagtail.blocks.StructBlock",
                                [[("starter_key", 0), ("starter_version", 0), ("date", 1), ("text", 2)]],
                                {},
                            ),
                        },
                        verbose_name="changes",
                    ),
                ),
                ("headteacher", models.CharField(blank=True, max_length=80)),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("heading", 0), ("paragraph", 1), ("quote", 2)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.RichTextBlock", (), {}),
                            2: ("wagtail.blocks.BlockQuoteBlock", (), {}),
                        },
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("basepage.basepage", models.Model),
        ),
        migrations.CreateModel(
            name="SchoolOverviewPage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
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
                    "cells",
                    wagtail.fields.StreamField(
                        [("cell", 4)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.TextBlock", (), {"max_length": 200, "required": False}),
                            2: ("wagtail.blocks.TextBlock", (), {"required": False}),
                            3: ("wagtail.blocks.BooleanBlock", (), {}),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("starter_key", 0),
                                        ("starter_version", 0),
                                        ("task", 0),
                                        ("level", 0),
                                        ("text", 1),
                                        ("proposals", 2),
                                        ("openers", 2),
                                        ("confirmed", 3),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="three tasks, three levels",
                    ),
                ),
                (
                    "materials",
                    wagtail.fields.StreamField(
                        [("material", 6)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.CharBlock", (), {"max_length": 60, "required": False}),
                            2: ("wagtail.blocks.CharBlock", (), {"max_length": 120}),
                            3: ("wagtail.blocks.CharBlock", (), {"max_length": 160, "required": False}),
                            4: ("wagtail.blocks.MultipleChoiceBlock", [], {"choices": [], "required": False}),
                            5: ("wagtail.blocks.CharBlock", (), {"required": False}),
                            6: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("starter_key", 0),
                                        ("starter_version", 0),
                                        ("key", 1),
                                        ("title", 2),
                                        ("url", 0),
                                        ("text", 3),
                                        ("audiences", 4),
                                        ("task", 5),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="materials",
                    ),
                ),
                (
                    "glossary",
                    wagtail.fields.StreamField(
                        [("term", 4)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.CharBlock", (), {"max_length": 60, "required": False}),
                            2: ("wagtail.blocks.CharBlock", (), {"max_length": 80}),
                            3: ("wagtail.blocks.TextBlock", (), {"max_length": 400}),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("starter_key", 0), ("starter_version", 0), ("key", 1), ("term", 2), ("meaning", 3)]],
                                {},
                            ),
                        },
                        verbose_name="words",
                    ),
                ),
                (
                    "partners",
                    wagtail.fields.StreamField(
                        [("partner", 6)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.CharBlock", (), {"max_length": 60, "required": False}),
                            2: ("wagtail.blocks.CharBlock", (), {"max_length": 120}),
                            3: ("wagtail.blocks.CharBlock", (), {"max_length": 200, "required": False}),
                            4: ("wagtail.blocks.CharBlock", (), {"required": False}),
                            5: ("wagtail.blocks.MultipleChoiceBlock", [], {"choices": [], "required": False}),
                            6: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("starter_key", 0),
                                        ("starter_version", 0),
                                        ("key", 1),
                                        ("name", 2),
                                        ("text", 3),
                                        ("url", 4),
                                        ("audiences", 5),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="partners",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("basepage.basepage", models.Model),
        ),
        migrations.CreateModel(
            name="SchoolParentTipsPage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
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
                    "tips",
                    wagtail.fields.StreamField(
                        [("tip", 7)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.CharBlock", (), {"max_length": 80}),
                            2: ("wagtail.blocks.TextBlock", (), {"max_length": 400}),
                            3: ("wagtail.blocks.CharBlock", (), {"max_length": 200, "required": False}),
                            4: ("wagtail.blocks.IntegerBlock", (), {"required": False}),
                            5: ("wagtail.blocks.CharBlock", (), {"required": False}),
                            6: ("wagtail.blocks.DateBlock", (), {"required": False}),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("starter_key", 0),
                                        ("starter_version", 0),
                                        ("title", 1),
                                        ("text", 2),
                                        ("opener", 3),
                                        ("age_from", 4),
                                        ("age_to", 4),
                                        ("theme", 5),
                                        ("source", 5),
                                        ("checked_on", 6),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="tips",
                    ),
                ),
                (
                    "links",
                    wagtail.fields.StreamField(
                        [("link", 3)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.CharBlock", (), {"max_length": 120}),
                            2: ("wagtail.blocks.CharBlock", (), {"max_length": 200, "required": False}),
                            3: (
                                "wagtail.blocks.StructBlock",
                                [[("starter_key", 0), ("starter_version", 0), ("title", 1), ("url", 0), ("text", 2)]],
                                {},
                            ),
                        },
                        verbose_name="read on",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("basepage.basepage", models.Model),
        ),
    ]
