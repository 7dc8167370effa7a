from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tests.hosts.custom_models.people"
    label = "people"
