from django.urls import path

from benchpin.atelier.passport import views

app_name = "passport"
urlpatterns = [
    path("check/", views.check, name="check"),
    path("of/<str:token>/", views.owner, name="owner"),
    path("of/<str:token>/care.ics", views.care_file, name="care_file"),
    path("<str:code>/", views.passport, name="passport"),
    path("<str:code>/certificate.pdf", views.certificate, name="certificate"),
    path("<str:code>/record.json", views.record, name="record"),
    path("<str:code>/piece.glb", views.piece, name="piece"),
    path("<str:code>/drawing.svg", views.drawing, name="drawing"),
]
