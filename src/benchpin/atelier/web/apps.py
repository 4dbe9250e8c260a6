from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "benchpin.atelier.web"
    label = "web"
