"""Pages of the house itself: is it well, and what it says when something is wrong."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe

from benchpin.atelier.web.static import collected_files


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Whether the database answers and static files are in place; 503 if the database does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        database = "ok"
    except DatabaseError:
        database = "unreachable"
    collected = bool(collected_files()) or settings.DEBUG
    return JsonResponse(
        {"database": database, "static_files": "ok" if collected else "not collected"},
        status=200 if database == "ok" else 503,
    )


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    return render(request, "403.html", {"why": str(exception)}, status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request's context: whatever broke may be what the header asks for."""
    return HttpResponse(loader.get_template("500.html").render(), status=500)
