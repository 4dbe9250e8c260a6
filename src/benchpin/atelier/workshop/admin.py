"""People, hours, runs and services are edited here; a change of any of them is a change of the plan."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from benchpin.atelier.workshop import models
from benchpin.atelier.workshop.services import plan_changed


class PlansAdmin(admin.ModelAdmin):
    """Whatever is saved or taken away here changes what can be promised."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        plan_changed(workshop_id=_workshop_of(obj))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        workshop_id = _workshop_of(obj)
        super().delete_model(request, obj)
        plan_changed(workshop_id=workshop_id)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Facts: they may be looked at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AbsenceInline(admin.TabularInline):
    model = models.Absence
    extra = 1


@admin.register(models.Person)
class PersonAdmin(PlansAdmin):
    list_display = ["name", "workshop", "skills", "active"]
    inlines = [AbsenceInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        plan_changed(workshop_id=form.instance.workshop_id)


@admin.register(models.ClosedDay)
class ClosedDayAdmin(PlansAdmin):
    list_display = ["on", "name", "workshop"]


@admin.register(models.BatchResource)
class BatchResourceAdmin(PlansAdmin):
    list_display = ["name", "weekdays", "starts_at", "run_minutes", "capacity", "keys_per_run"]


@admin.register(models.OutsideService)
class OutsideServiceAdmin(PlansAdmin):
    list_display = ["name", "pickup_weekdays", "pickup_at", "turnaround_days"]


@admin.register(models.Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ["number", "piece", "customer_name", "due_on", "opened_at", "cancelled_at"]
    list_select_related = ["piece"]
    search_fields = ["number", "piece__serial", "customer_name", "order_number"]


@admin.register(models.JobOperation)
class JobOperationAdmin(ReadOnlyAdmin):
    list_display = ["job", "sequence", "key", "attempt", "started_at", "started_by", "finished_at", "worked_minutes"]
    list_select_related = ["job", "started_by"]
    list_filter = ["key"]
    search_fields = ["job__number"]


@admin.register(models.Piece)
class PieceAdmin(ReadOnlyAdmin):
    list_display = ["serial", "name", "stone_number", "made_at"]
    search_fields = ["serial", "name"]


@admin.register(models.Hold)
class HoldAdmin(ReadOnlyAdmin):
    list_display = ["reference", "workshop", "promised_on", "made_at", "expires_at", "released_at"]
    list_select_related = ["workshop"]


@admin.register(models.NewDay)
class NewDayAdmin(ReadOnlyAdmin):
    list_display = ["job", "old_on", "new_on", "told_at", "why"]
    list_select_related = ["job"]


class InspectedValueInline(admin.TabularInline):
    model = models.InspectedValue
    fields = ["says", "value", "passes"]
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.Inspection)
class InspectionAdmin(ReadOnlyAdmin):
    list_display = ["job", "passed", "made_by", "made_at"]
    list_select_related = ["job", "made_by"]
    list_filter = ["passed"]
    inlines = [InspectedValueInline]


def _workshop_of(row: Any) -> int:
    return int(row.workshop_id)
