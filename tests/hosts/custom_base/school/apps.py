from django.apps import AppConfig


class SchoolConfig(AppConfig):
    name = "tests.hosts.custom_base.school"
    label = "school"
    default_auto_field = "django.db.models.BigAutoField"
