import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0003_positions_and_offers"),
    ]

    operations = [
        migrations.AddField(
            model_name="schoolnormpage",
            name="always_confirmed",
            field=models.BooleanField(
                default=True,
                help_text="Without this tick, visitors do not see that sentence.",
                verbose_name="“what we always do” is true for our school",
            ),
        ),
        migrations.AddField(
            model_name="schooloverviewpage",
            name="proposals",
            field=wagtail.fields.StreamField(
                [("proposal", 5)],
                blank=True,
                block_lookup={
                    0: ("wagtail.blocks.CharBlock", (), {"max_length": 140}),
                    1: ("wagtail.blocks.BooleanBlock", (), {}),
                    2: ("wagtail.blocks.CharBlock", (), {}),
                    3: ("wagtail.blocks.CharBlock", (), {"required": False}),
                    4: ("wagtail.blocks.DateBlock", (), {"required": False}),
                    5: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("text", 0),
                                ("confirmed", 1),
                                ("task", 2),
                                ("level", 2),
                                ("role", 3),
                                ("term", 4),
                                ("done", 1),
                                ("starter_key", 2),
                                ("starter_version", 2),
                            ]
                        ],
                        {},
                    ),
                },
                null=True,
                verbose_name="what we do",
            ),
        ),
        migrations.AlterField(
            model_name="schooloverviewpage",
            name="partners",
            field=wagtail.fields.StreamField(
                [("partner", 7)],
                blank=True,
                block_lookup={
                    0: ("wagtail.blocks.CharBlock", (), {}),
                    1: ("wagtail.blocks.CharBlock", (), {"max_length": 60, "required": False}),
                    2: ("wagtail.blocks.CharBlock", (), {"max_length": 120}),
                    3: ("wagtail.blocks.CharBlock", (), {"max_length": 200, "required": False}),
                    4: ("wagtail.blocks.CharBlock", (), {"required": False}),
                    5: ("wagtail.blocks.MultipleChoiceBlock", [], {"choices": [], "required": False}),
                    6: ("wagtail.blocks.BooleanBlock", (), {}),
                    7: (
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
                                ("confirmed", 6),
                            ]
                        ],
                        {},
                    ),
                },
                verbose_name="partners",
            ),
        ),
    ]
