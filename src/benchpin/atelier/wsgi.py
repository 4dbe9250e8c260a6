import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from benchpin.atelier.catalogue.building import open_pool, open_queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchpin.atelier.settings")
application = get_wsgi_application()
if settings.BUILD_QUEUE:
    open_queue()
elif settings.BUILD_PROCESSES:
    open_pool(settings.BUILD_PROCESSES)
