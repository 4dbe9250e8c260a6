from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    name = "benchpin.atelier.workshop"
    label = "workshop"
    default_auto_field = "django.db.models.BigAutoField"
