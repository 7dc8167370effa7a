import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0002_desk_columns"),
    ]

    operations = [
        migrations.AddField(
            model_name="schoolcontactpage",
            name="starter_offered",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="schoolincidenthelppage",
            name="starter_offered",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="schoolnormpage",
            name="starter_offered",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="schooloverviewpage",
            name="starter_offered",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="schoolparenttipspage",
            name="starter_offered",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AlterField(
            model_name="schoolincidenthelppage",
            name="situations",
            field=wagtail.fields.StreamField(
                [("situation", 10)],
                blank=True,
                block_lookup={
                    0: ("wagtail.blocks.CharBlock", (), {"max_length": 90}),
                    1: ("wagtail.blocks.CharBlock", (), {"max_length": 60}),
                    2: ("wagtail.blocks.CharBlock", (), {}),
                    3: ("wagtail.blocks.CharBlock", (), {"required": False}),
                    4: ("wagtail.blocks.CharBlock", (), {"max_length": 60, "required": False}),
                    5: ("wagtail.blocks.CharBlock", (), {"max_length": 140, "required": False}),
                    6: ("wagtail.blocks.BooleanBlock", (), {}),
                    7: ("wagtail.blocks.TextBlock", (), {"required": False}),
                    8: ("wagtail.blocks.CharBlock", (), {"max_length": 200, "required": False}),
                    9: ("wagtail.blocks.DateBlock", (), {"required": False}),
                    10: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 0),
                                ("key", 1),
                                ("group", 2),
                                ("urgency", 2),
                                ("topic", 3),
                                ("position", 3),
                                ("agreement", 4),
                                ("sexual", 2),
                                ("evidence", 2),
                                ("danger_line", 5),
                                ("life_line", 6),
                                ("also", 7),
                                ("recognise", 7),
                                ("pupil_opening", 8),
                                ("pupil_steps", 7),
                                ("pupil_donts", 7),
                                ("pupil_roles", 3),
                                ("pupil_helplines", 3),
                                ("parent_opening", 8),
                                ("parent_steps", 7),
                                ("parent_donts", 7),
                                ("parent_roles", 3),
                                ("parent_helplines", 3),
                                ("staff_opening", 8),
                                ("staff_steps", 7),
                                ("staff_donts", 7),
                                ("staff_roles", 3),
                                ("staff_helplines", 3),
                                ("school_does", 7),
                                ("school_does_confirmed", 6),
                                ("checked_on", 9),
                                ("expert_read", 9),
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
        migrations.AlterField(
            model_name="schoolparenttipspage",
            name="tips",
            field=wagtail.fields.StreamField(
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
                                ("source_date", 6),
                            ]
                        ],
                        {},
                    ),
                },
                verbose_name="tips",
            ),
        ),
    ]
