import django.db.models.deletion
import django.utils.timezone
import wagtail.fields
from django.db import migrations, models


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
                ("intro", models.TextField(blank=True, verbose_name="inleiding")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("paragraph", 1),
                            ("grip_norm", 7),
                            ("grip_contacts", 9),
                            ("grip_parent_tips", 10),
                            ("grip_incident_help", 11),
                            ("grip_helplines", 12),
                            ("grip_exit", 13),
                            ("grip_languages", 13),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"icon": "title", "label": "Kop", "max_length": 120}),
                            1: ("wagtail.blocks.RichTextBlock", (), {"icon": "pilcrow", "label": "Tekst"}),
                            2: ("wagtail.blocks.BooleanBlock", (), {}),
                            3: ("wagtail.blocks.IntegerBlock", (), {"required": False}),
                            4: ("wagtail.blocks.CharBlock", (), {"max_length": 120, "required": False}),
                            5: ("wagtail.blocks.CharBlock", (), {"required": False}),
                            6: ("wagtail.blocks.PageChooserBlock", (), {"required": False}),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("show_agreements", 2),
                                        ("agreements", 3),
                                        ("heading", 4),
                                        ("level", 5),
                                        ("page", 6),
                                    ]
                                ],
                                {},
                            ),
                            8: ("wagtail.blocks.CharBlock", (), {"max_length": 80, "required": False}),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("roles", 5),
                                        ("audience", 5),
                                        ("topic", 5),
                                        ("location", 8),
                                        ("compact", 2),
                                        ("heading", 4),
                                        ("level", 5),
                                        ("page", 6),
                                    ]
                                ],
                                {},
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [[("theme", 5), ("age", 3), ("count", 3), ("heading", 4), ("level", 5), ("page", 6)]],
                                {},
                            ),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("titles", 2),
                                        ("deep_links", 2),
                                        ("size", 5),
                                        ("heading", 4),
                                        ("level", 5),
                                        ("page", 6),
                                    ]
                                ],
                                {},
                            ),
                            12: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("keys", 5),
                                        ("audience", 5),
                                        ("topic", 5),
                                        ("heading", 4),
                                        ("level", 5),
                                        ("page", 6),
                                    ]
                                ],
                                {},
                            ),
                            13: ("wagtail.blocks.StructBlock", [[("heading", 4), ("level", 5), ("page", 6)]], {}),
                        },
                        verbose_name="inhoud",
                    ),
                ),
            ],
            options={
                "verbose_name": "startpagina",
                "verbose_name_plural": "startpagina's",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="NewsIndexPage",
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
                ("intro", models.TextField(blank=True, verbose_name="inleiding")),
            ],
            options={
                "verbose_name": "nieuwsoverzicht",
                "verbose_name_plural": "nieuwsoverzichten",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="NewsPage",
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
                ("date", models.DateField(default=django.utils.timezone.localdate, verbose_name="datum")),
                ("intro", models.TextField(blank=True, verbose_name="inleiding")),
                ("body", wagtail.fields.RichTextField(blank=True, verbose_name="inhoud")),
            ],
            options={
                "verbose_name": "nieuwsbericht",
                "verbose_name_plural": "nieuwsberichten",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="StandardPage",
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
                ("intro", models.TextField(blank=True, verbose_name="inleiding")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("paragraph", 1),
                            ("grip_norm", 7),
                            ("grip_contacts", 9),
                            ("grip_parent_tips", 10),
                            ("grip_incident_help", 11),
                            ("grip_helplines", 12),
                            ("grip_exit", 13),
                            ("grip_languages", 13),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"icon": "title", "label": "Kop", "max_length": 120}),
                            1: ("wagtail.blocks.RichTextBlock", (), {"icon": "pilcrow", "label": "Tekst"}),
                            2: ("wagtail.blocks.BooleanBlock", (), {}),
                            3: ("wagtail.blocks.IntegerBlock", (), {"required": False}),
                            4: ("wagtail.blocks.CharBlock", (), {"max_length": 120, "required": False}),
                            5: ("wagtail.blocks.CharBlock", (), {"required": False}),
                            6: ("wagtail.blocks.PageChooserBlock", (), {"required": False}),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("show_agreements", 2),
                                        ("agreements", 3),
                                        ("heading", 4),
                                        ("level", 5),
                                        ("page", 6),
                                    ]
                                ],
                                {},
                            ),
                            8: ("wagtail.blocks.CharBlock", (), {"max_length": 80, "required": False}),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("roles", 5),
                                        ("audience", 5),
                                        ("topic", 5),
                                        ("location", 8),
                                        ("compact", 2),
                                        ("heading", 4),
                                        ("level", 5),
                                        ("page", 6),
                                    ]
                                ],
                                {},
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [[("theme", 5), ("age", 3), ("count", 3), ("heading", 4), ("level", 5), ("page", 6)]],
                                {},
                            ),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("titles", 2),
                                        ("deep_links", 2),
                                        ("size", 5),
                                        ("heading", 4),
                                        ("level", 5),
                                        ("page", 6),
                                    ]
                                ],
                                {},
                            ),
                            12: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("keys", 5),
                                        ("audience", 5),
                                        ("topic", 5),
                                        ("heading", 4),
                                        ("level", 5),
                                        ("page", 6),
                                    ]
                                ],
                                {},
                            ),
                            13: ("wagtail.blocks.StructBlock", [[("heading", 4), ("level", 5), ("page", 6)]], {}),
                        },
                        verbose_name="inhoud",
                    ),
                ),
            ],
            options={
                "verbose_name": "gewone pagina",
                "verbose_name_plural": "gewone pagina's",
            },
            bases=("wagtailcore.page",),
        ),
    ]
