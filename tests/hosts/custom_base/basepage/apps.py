from django.apps import AppConfig


class BasepageConfig(AppConfig):
    name = "tests.hosts.custom_base.basepage"
    label = "basepage"
    default_auto_field = "django.db.models.BigAutoField"
