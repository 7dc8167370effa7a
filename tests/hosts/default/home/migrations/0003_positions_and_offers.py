from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_desk_columns"),
    ]

    operations = [
        migrations.AddField(
            model_name="hostcontactpage",
            name="starter_offered",
            field=models.TextField(blank=True, default="", editable=False),
        ),
    ]
