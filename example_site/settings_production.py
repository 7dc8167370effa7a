"""Settings of the example site on servers: what differs from one place to another comes from the environment.

Needed are SECRET_KEY, ALLOWED_HOSTS (comma-separated), DATABASE_URL (postgres://user:password@host:5432/name) and
CACHE_URL (redis://host:6379/0 or valkey://…; with an s, as in rediss://, over TLS). Optional are
WAGTAILADMIN_BASE_URL, MEDIA_ROOT, STATIC_ROOT, HTTPS ("0" for a trial without certificate), HSTS_SECONDS, ADMINS
(addresses, comma-separated: who is mailed when a page fails) and CDN_CACHE ("1": a cache in front may keep the quiet
pages for a minute). See docs/deployment.md.
"""

import os
import re

import dj_database_url
import django
from django.core.exceptions import ImproperlyConfigured
from redis.backoff import NoBackoff
from redis.retry import Retry

REQUIRED = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "CACHE_URL")

if missing := [name for name in REQUIRED if not os.environ.get(name, "").strip()]:
    # Before the other settings are read: they would make a key for this machine alone.
    raise ImproperlyConfigured(f"Set these environment variables: {', '.join(missing)}.")

from example_site.settings import *  # noqa: E402, F403
from example_site.settings import (  # noqa: E402
    ALLOWED_HOSTS,
    INSTALLED_APPS,
    MEDIA_ROOT,
    MIDDLEWARE,
    STATIC_ROOT,
    TEMPLATES,
)


def _is_on(name: str, default: str) -> bool:
    return os.environ.get(name, default).lower() not in ("", "0", "false", "no", "off")


DEBUG = False
HTTPS = _is_on("HTTPS", "1")
WAGTAILADMIN_BASE_URL = os.environ.get("WAGTAILADMIN_BASE_URL") or f"http{'s' * HTTPS}://{ALLOWED_HOSTS[0]}"

DATABASES = {
    "default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=60, conn_health_checks=True),
}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.postgres"]
    # In seconds: a server that takes the call and says nothing would keep each worker until somebody kills it.
    DATABASES["default"]["OPTIONS"] = {"connect_timeout": 3, **DATABASES["default"].get("OPTIONS", {})}

# Wagtail, too, asks the cache at every visit. Without it the site is slower, but it answers.
CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        # Valkey speaks the language of Redis, but the client does not know its name.
        "LOCATION": re.sub("^valkey", "redis", os.environ["CACHE_URL"]),
        "OPTIONS": {
            "IGNORE_EXCEPTIONS": True,
            # Wagtail asks for its list of sites two or three times a page, so this is what a visitor waits. Less than
            # gripwagtail's own patience (0.2) would not be noticed as a failure, which this client hides.
            "SOCKET_CONNECT_TIMEOUT": 0.25,
            "SOCKET_TIMEOUT": 0.25,
            # The client would try again for seconds, while a visitor waits.
            "CONNECTION_POOL_KWARGS": {"retry": Retry(NoBackoff(), 0)},
        },
    }
}
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    *(name for name in MIDDLEWARE if name != "django.middleware.security.SecurityMiddleware"),
]
# Tells a template, and so a visitor at an internal address, which queries were asked.
_DEBUG_CONTEXT = "django.template.context_processors.debug"
TEMPLATES = [
    {
        **engine,
        "OPTIONS": {
            **engine["OPTIONS"],
            "context_processors": [
                name for name in engine["OPTIONS"].get("context_processors", ()) if name != _DEBUG_CONTEXT
            ],
        },
    }
    for engine in TEMPLATES
]
STATIC_ROOT = os.environ.get("STATIC_ROOT") or STATIC_ROOT
MEDIA_ROOT = os.environ.get("MEDIA_ROOT") or MEDIA_ROOT
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

if _is_on("CDN_CACHE", "0"):
    GRIPWAGTAIL = {**globals().get("GRIPWAGTAIL", {}), "CDN_CACHE": True}
    # First, so that it sees each answer as it leaves.
    MIDDLEWARE = ["gripwagtail.middleware.NginxCacheMiddleware", *MIDDLEWARE]

# nginx says so, and overwrites what a visitor says.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = int(os.environ.get("HSTS_SECONDS", "3600")) if HTTPS else 0

# Django before 6 wants names with them.
_ADDRESSES = [address.strip() for address in os.environ.get("ADMINS", "").split(",") if address.strip()]
ADMINS = _ADDRESSES if django.VERSION >= (6,) else [("", address) for address in _ADDRESSES]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "short": {
            "()": "example_site.logs.WithoutTraceback",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        },
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "short": {"class": "logging.StreamHandler", "formatter": "short"},
        "mail": {"class": "example_site.logs.MailWithoutRequest", "level": "ERROR", "formatter": "line"},
    },
    "root": {"handlers": ["console", *(["mail"] if ADMINS else [])], "level": "WARNING"},
    # A cache that is gone says so several times at every visit.
    "loggers": {"django_redis": {"handlers": ["short"], "propagate": False}},
}
