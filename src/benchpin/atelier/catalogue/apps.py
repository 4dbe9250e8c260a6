from django.apps import AppConfig
from django.conf import settings

from benchpin.designs import own


class CatalogueConfig(AppConfig):
    name = "benchpin.atelier.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Own designs are looked for in this installation's folder, here and in the processes that build."""
        own.open_folder(settings.OWN_DESIGNS_ROOT)
