"""The one settings file. Everything that differs between machines comes from the environment; the demo needs none of it."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from benchpin.atelier.sqlite_library import use_bundled_sqlite

use_bundled_sqlite()

HERE = Path(__file__).resolve().parent
VAR = Path(os.environ.get("BENCHPIN_VAR", Path.cwd() / "var")).resolve()
DEBUG = os.environ.get("DEBUG") == "1"


def secret_key() -> str:
    """The key in SECRET_KEY, or one of this installation's own, made at the first start and readable by its owner only."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    VAR.mkdir(parents=True, exist_ok=True)
    file = VAR / "secret_key"
    if not file.exists():
        import secrets

        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(handle, secrets.token_urlsafe(64).encode())
        os.close(handle)
    return file.read_text()


SECRET_KEY = secret_key()
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "*").split(",")
# The address people reach the shop at, for links in mails and QR codes. Empty: taken from the request.
PUBLIC_URL = os.environ.get("PUBLIC_URL", "").rstrip("/")
# Where a shop runs that was told no address of its own: on the machine of whoever tries it. For mails, which have no request.
LOCAL_URL = f"http://localhost:{os.environ.get('PORT', '8000')}"
HTTPS = PUBLIC_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "benchpin.atelier.web",
    "benchpin.atelier.outbox",
    "benchpin.atelier.accounts",
    "benchpin.atelier.catalogue",
    "benchpin.atelier.stock",
    "benchpin.atelier.workshop",
    "benchpin.atelier.passport",
    "benchpin.atelier.shop",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "benchpin.atelier.web.middleware.WorkshopTime",
]
ROOT_URLCONF = "benchpin.atelier.urls"
WSGI_APPLICATION = "benchpin.atelier.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "benchpin.atelier.web.context.page",
            ],
            "builtins": ["benchpin.atelier.web.templatetags.benchpin"],
        },
    }
]

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA recursive_triggers=ON;"
    "PRAGMA cell_size_check=ON;PRAGMA cache_size=-20000",
}
if url := os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "benchpin.atelier.embedded_sqlite",
            "NAME": str(VAR / "benchpin.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": SQLITE_OPTIONS,
            # A file, for threads: an in-memory database is one connection.
            "TEST": {"NAME": VAR / "test.sqlite3"},
        }
    }

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "accounts:home"
LOGOUT_REDIRECT_URL = "shop:home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"  # instants are stored in UTC; days are the workshop's own
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
# The page writes with the very typefaces the letters are cut from.
STATICFILES_DIRS = [HERE / "static", ("typefaces", HERE.parent / "smith" / "geometry" / "typefaces")]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "benchpin.atelier.web.static.HashedStaticFiles"},
}
WHITENOISE_MIMETYPES = {".glb": "model/gltf-binary"}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF, "blob:"],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "worker-src": [SELF, "blob:"],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
# Over plain HTTP a Secure cookie is never sent back: a demo on the local network could not sign in.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# Mail: printed to the console unless EMAIL_HOST is given.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"
EMAIL_TIMEOUT = 15
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "workshop@benchpin.example")

# Pieces are built in so many processes beside the server's threads; 0: in the thread that asks. What they make is kept here.
BUILD_PROCESSES = int(os.environ.get("BUILD_PROCESSES", min(4, os.cpu_count() or 1)))
# BUILD_QUEUE=1 leaves building to `benchpin builder`, on as many machines as share the folder.
BUILD_QUEUE = os.environ.get("BUILD_QUEUE") == "1"
BUILDS_ROOT = Path(os.environ.get("BUILDS_FOLDER", VAR / "builds"))
BUILDS_MB = int(os.environ.get("BUILDS_MB", "2000"))

# The jeweller's own CAD, and the designs made of it. Keep it with the database: pieces that were sold are built from it.
OWN_DESIGNS_ROOT = Path(os.environ.get("OWN_DESIGNS_FOLDER", VAR / "own_designs"))

# What passports are signed with. Keep a copy: without it no old certificate can be checked.
PASSPORT_KEY_FILE = os.environ.get("PASSPORT_KEY_FILE", str(VAR / "passport_key"))

# Payments by card. Without keys the demo pays at our own stand-in for Stripe (docs/how-to/take-payments.md).
STRIPE_SECRET_KEY = os.environ.get("STRIPE_SECRET_KEY", "")
STRIPE_PUBLISHABLE_KEY = os.environ.get("STRIPE_PUBLISHABLE_KEY", "")
STRIPE_WEBHOOK_SECRET = os.environ.get("STRIPE_WEBHOOK_SECRET", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
