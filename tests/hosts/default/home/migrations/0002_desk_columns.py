from django.db import migrations

from gripwagtail.migration_steps import KeepDeskColumns


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("gripwagtail", "0006_desk_columns"),
    ]

    operations = [
        KeepDeskColumns("hostcontactpage"),
        migrations.RemoveField(model_name="hostcontactpage", name="review_due"),
        migrations.RemoveField(model_name="hostcontactpage", name="placeholders"),
        migrations.RemoveField(model_name="hostcontactpage", name="unconfirmed"),
        migrations.RemoveField(model_name="hostcontactpage", name="safety_corrections"),
        migrations.RemoveField(model_name="hostcontactpage", name="inner_links"),
        migrations.RemoveField(model_name="hostcontactpage", name="words_changed_at"),
        migrations.RemoveField(model_name="hostcontactpage", name="counted_until"),
        migrations.RemoveField(model_name="hostcontactpage", name="counted_with"),
        migrations.RemoveField(model_name="hostcontactpage", name="without_route"),
        migrations.RemoveField(model_name="hostcontactpage", name="without_confidant"),
        migrations.RemoveField(model_name="hostcontactpage", name="contact_expires"),
    ]
