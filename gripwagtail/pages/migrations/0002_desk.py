from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gripwagtail_pages", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="gripcontactpage",
            name="checked",
            field=models.JSONField(default=dict, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripcontactpage",
            name="contact_expires",
            field=models.DateField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="gripcontactpage",
            name="counted_until",
            field=models.DateField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="gripcontactpage",
            name="counted_with",
            field=models.CharField(default="", editable=False, max_length=20, serialize=False),
        ),
        migrations.AddField(
            model_name="gripcontactpage",
            name="inner_links",
            field=models.JSONField(default=list, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripcontactpage",
            name="placeholders",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripcontactpage",
            name="review_due",
            field=models.DateField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="gripcontactpage",
            name="safety_corrections",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripcontactpage",
            name="show_checked",
            field=models.BooleanField(
                default=False,
                help_text="Visitors then read on which day somebody of the school last checked this, with a button here.",
                verbose_name="show when this was checked",
            ),
        ),
        migrations.AddField(
            model_name="gripcontactpage",
            name="unconfirmed",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripcontactpage",
            name="without_confidant",
            field=models.BooleanField(default=False, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripcontactpage",
            name="without_route",
            field=models.BooleanField(default=False, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripcontactpage",
            name="words_changed_at",
            field=models.DateTimeField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="gripincidenthelppage",
            name="checked",
            field=models.JSONField(default=dict, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripincidenthelppage",
            name="counted_until",
            field=models.DateField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="gripincidenthelppage",
            name="counted_with",
            field=models.CharField(default="", editable=False, max_length=20, serialize=False),
        ),
        migrations.AddField(
            model_name="gripincidenthelppage",
            name="inner_links",
            field=models.JSONField(default=list, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripincidenthelppage",
            name="placeholders",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripincidenthelppage",
            name="review_due",
            field=models.DateField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="gripincidenthelppage",
            name="safety_corrections",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripincidenthelppage",
            name="show_checked",
            field=models.BooleanField(
                default=False,
                help_text="Visitors then read on which day somebody of the school last checked this, with a button here.",
                verbose_name="show when this was checked",
            ),
        ),
        migrations.AddField(
            model_name="gripincidenthelppage",
            name="unconfirmed",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripincidenthelppage",
            name="unread",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripincidenthelppage",
            name="words_changed_at",
            field=models.DateTimeField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="gripnormpage",
            name="checked",
            field=models.JSONField(default=dict, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripnormpage",
            name="counted_until",
            field=models.DateField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="gripnormpage",
            name="counted_with",
            field=models.CharField(default="", editable=False, max_length=20, serialize=False),
        ),
        migrations.AddField(
            model_name="gripnormpage",
            name="inner_links",
            field=models.JSONField(default=list, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripnormpage",
            name="placeholders",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripnormpage",
            name="review_due",
            field=models.DateField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="gripnormpage",
            name="safety_corrections",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripnormpage",
            name="show_checked",
            field=models.BooleanField(
                default=False,
                help_text="Visitors then read on which day somebody of the school last checked this, with a button here.",
                verbose_name="show when this was checked",
            ),
        ),
        migrations.AddField(
            model_name="gripnormpage",
            name="unconfirmed",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripnormpage",
            name="words_changed_at",
            field=models.DateTimeField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="gripoverviewpage",
            name="checked",
            field=models.JSONField(default=dict, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripoverviewpage",
            name="counted_until",
            field=models.DateField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="gripoverviewpage",
            name="counted_with",
            field=models.CharField(default="", editable=False, max_length=20, serialize=False),
        ),
        migrations.AddField(
            model_name="gripoverviewpage",
            name="inner_links",
            field=models.JSONField(default=list, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripoverviewpage",
            name="placeholders",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripoverviewpage",
            name="review_due",
            field=models.DateField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="gripoverviewpage",
            name="safety_corrections",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripoverviewpage",
            name="show_checked",
            field=models.BooleanField(
                default=False,
                help_text="Visitors then read on which day somebody of the school last checked this, with a button here.",
                verbose_name="show when this was checked",
            ),
        ),
        migrations.AddField(
            model_name="gripoverviewpage",
            name="unconfirmed",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripoverviewpage",
            name="words_changed_at",
            field=models.DateTimeField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="gripparenttipspage",
            name="checked",
            field=models.JSONField(default=dict, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripparenttipspage",
            name="counted_until",
            field=models.DateField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="gripparenttipspage",
            name="counted_with",
            field=models.CharField(default="", editable=False, max_length=20, serialize=False),
        ),
        migrations.AddField(
            model_name="gripparenttipspage",
            name="inner_links",
            field=models.JSONField(default=list, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripparenttipspage",
            name="placeholders",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripparenttipspage",
            name="review_due",
            field=models.DateField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="gripparenttipspage",
            name="safety_corrections",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripparenttipspage",
            name="show_checked",
            field=models.BooleanField(
                default=False,
                help_text="Visitors then read on which day somebody of the school last checked this, with a button here.",
                verbose_name="show when this was checked",
            ),
        ),
        migrations.AddField(
            model_name="gripparenttipspage",
            name="unconfirmed",
            field=models.PositiveIntegerField(default=0, editable=False, serialize=False),
        ),
        migrations.AddField(
            model_name="gripparenttipspage",
            name="words_changed_at",
            field=models.DateTimeField(editable=False, null=True, serialize=False),
        ),
    ]
