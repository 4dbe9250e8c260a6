from django.urls import path

from benchpin.atelier.workshop.views import bench, inspection, jobs, promises

app_name = "workshop"
urlpatterns = [
    path("", jobs.jobs, name="jobs"),
    path("bench/", bench.bench, name="bench"),
    path("promises/", promises.promises, name="promises"),
    path("jobs/<str:number>/", jobs.job, name="job"),
    path("jobs/<str:number>/drawing.svg", jobs.drawing, name="drawing"),
    path("jobs/<str:number>/files/<str:kind>", jobs.file, name="file"),
    path("jobs/<str:number>/traveller/", jobs.traveller, name="traveller"),
    path("jobs/<str:number>/cost-sheet/", jobs.cost_sheet, name="cost_sheet"),
    path("jobs/<str:number>/inspection/", inspection.inspection, name="inspection"),
    path("jobs/<str:number>/weighings/", bench.weigh, name="weigh"),
    path("jobs/<str:number>/photos/", bench.photo, name="photo"),
    path("jobs/<str:number>/photos/<int:photo_id>/", jobs.photo_file, name="photo_file"),
    path("jobs/<str:number>/operations/<int:operation_id>/start/", bench.start, name="start"),
    path("jobs/<str:number>/operations/<int:operation_id>/start/undo/", bench.undo, name="undo"),
    path("jobs/<str:number>/operations/<int:operation_id>/finish/", bench.finish, name="finish"),
]
