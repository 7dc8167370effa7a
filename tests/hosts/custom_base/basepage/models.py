from django.db import models
from wagtail.models import AbstractPage


class BasePage(AbstractPage):
    """Every page of this site, with a field that Wagtail's own page does not have."""

    teaser = models.CharField(max_length=200, blank=True)

    promote_panels = [*AbstractPage.promote_panels, "teaser"]
