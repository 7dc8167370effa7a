from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "tests.hosts.custom_base.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"
