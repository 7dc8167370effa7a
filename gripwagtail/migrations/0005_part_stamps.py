import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("gripwagtail", "0004_text_records")]

    operations = [
        migrations.CreateModel(
            name="GripPartStamp",
            fields=[
                ("name", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("value", models.UUIDField(default=uuid.uuid4)),
            ],
            options={"default_permissions": ()},
        ),
    ]
