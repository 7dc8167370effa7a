import django.db.models.deletion
from django.db import migrations, models

from gripwagtail.page_class import page_model_name

# Wagtail's own page, in a form that each version knows; or the base page that the host has in its place.
PAGE = page_model_name()
IS_WAGTAILS_OWN = PAGE.lower() == "wagtailcore.page"


class Migration(migrations.Migration):
    dependencies = [
        ("gripwagtail_pages", "0010_votes_counted_on"),
        ("wagtailcore", "0094_alter_page_locale") if IS_WAGTAILS_OWN else migrations.swappable_dependency(PAGE),
    ]

    operations = [
        migrations.AddField(
            model_name="gripincidenthelppage",
            name="grip_team_behind",
            field=models.ForeignKey(
                blank=True,
                help_text="A private page of the school, such as that of the staff room: who may read that, with its password, reads this too.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=PAGE,
                verbose_name="close them like this page",
            ),
        ),
        migrations.AddField(
            model_name="gripincidenthelppage",
            name="grip_team_closed",
            field=models.BooleanField(
                default=False,
                help_text="Only who is logged in then reads what is for the team. Nothing in it is secret, and most teachers have no login: without this tick anybody may read it, and search engines are asked not to list it.",
                verbose_name="close the team's sheets",
            ),
        ),
    ]
