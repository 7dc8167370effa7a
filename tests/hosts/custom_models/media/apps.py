from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "tests.hosts.custom_models.media"
    label = "media"
