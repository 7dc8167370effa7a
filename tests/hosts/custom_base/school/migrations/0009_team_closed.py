import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0008_votes_counted_on"),
    ]

    operations = [
        migrations.AddField(
            model_name="schoolincidenthelppage",
            name="grip_team_behind",
            field=models.ForeignKey(
                blank=True,
                help_text="A private page of the school, such as that of the staff room: who may read that, with its password, reads this too.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.WAGTAIL_PAGE_MODEL,
                verbose_name="close them like this page",
            ),
        ),
        migrations.AddField(
            model_name="schoolincidenthelppage",
            name="grip_team_closed",
            field=models.BooleanField(
                default=False,
                help_text="Only who is logged in then reads what is for the team. Nothing in it is secret, and most teachers have no login: without this tick anybody may read it, and search engines are asked not to list it.",
                verbose_name="close the team's sheets",
            ),
        ),
    ]
