from django.apps import AppConfig


class PassportConfig(AppConfig):
    name = "benchpin.atelier.passport"
    label = "passport"
    default_auto_field = "django.db.models.BigAutoField"
