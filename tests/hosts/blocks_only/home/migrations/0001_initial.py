import django.db.models.deletion
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
    ]
