"""How promises are kept, for those who lead the workshop."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from benchpin.atelier.accounts.models import Membership
from benchpin.atelier.catalogue.queries import published_listings
from benchpin.atelier.workshop.keeping import Kept, keeping, rush_of, set_confidence
from benchpin.atelier.workshop.views.found import member_or_404, staff
from benchpin.smith.promise import CannotPlan

SIDE = 260.0  # of the diagram, in its own units


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def promises(request: HttpRequest) -> HttpResponse:
    """What is at risk, what was kept, what the days rest on; a manager says how sure new promises are."""
    membership = _leading(request)
    workshop, manages = membership.workshop, membership.role == Membership.Role.MANAGER
    if request.method == "POST":
        if not manages:
            raise Http404
        try:
            set_confidence(workshop_id=workshop.pk, percent=int(request.POST.get("percent", "")))
        except ValueError:
            messages.error(request, "Choose one of the four. Nothing was changed.")
        else:
            messages.success(request, "New promises are said with that from now on. Those that were given stay.")
        return redirect("workshop:promises")
    now, slug, refusal, rush = timezone.now(), request.GET.get("rush", ""), "", None
    try:
        rush = rush_of(workshop, slug, now) if slug else None
    except CannotPlan as reason:
        refusal = str(reason)
    found = keeping(workshop, now)
    choices = type(workshop)._meta.get_field("promise_percent").choices
    context = {
        "found": found,
        "manages": manages,
        "choices": choices,
        "diagram": _diagram(found.kept),
        "listings": published_listings().filter(workshop=workshop),
        "rush": rush,
        "asked": slug,
        "refusal": refusal,
    }
    return render(request, "workshop/promises.html", context)


def _leading(request: HttpRequest) -> Membership:
    """The visitor's place among those who lead a workshop or its office; to anyone else this page does not exist."""
    user = member_or_404(request)
    leading = Membership.objects.filter(user=user, role__in=[Membership.Role.MANAGER, Membership.Role.OFFICE])
    found = leading.select_related("workshop").first()
    if found is None:
        raise Http404
    return found


def _diagram(kept: tuple[Kept, ...]) -> dict[str, object]:
    """Said against kept, both from 40 to 100 %, as points of a picture."""

    def along(percent: float) -> float:
        return round(SIDE * (max(40.0, percent) - 40) / 60, 1)

    points = [
        {"x": along(one.percent), "y": round(SIDE - along(one.kept_percent), 1), "one": one} for one in kept if one.counted
    ]
    return {"side": SIDE, "points": points, "line": " ".join(f"{point['x']},{point['y']}" for point in points)}
