"""A jeweller's own CAD, from the file to the window, for those who lead the workshop."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benchpin import designs
from benchpin.atelier.accounts.models import Membership
from benchpin.atelier.accounts.requests import SignedInRequest
from benchpin.atelier.catalogue import drawings as services
from benchpin.atelier.catalogue.building import BuildFailed, anatomy_of, preview_gz
from benchpin.atelier.catalogue.forms import DescribeForm, OfferForm, SizeForm, UploadForm
from benchpin.atelier.catalogue.models import Drawing, Listing
from benchpin.smith.anatomy import Kind
from benchpin.smith.errors import DesignRefused
from benchpin.smith.materials.view import viewer_table

__all__ = ["add_size", "drawing", "drawings", "make", "model", "offer"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drawings(request: SignedInRequest) -> HttpResponse:
    """All that were uploaded, and the form for the next."""
    membership = _manager_or_404(request)
    form, status = UploadForm(), 200
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            given = form.cleaned_data
            try:
                found = services.take_in(
                    workshop_id=membership.workshop_id,
                    by=request.user,
                    name=given["name"],
                    kind=given["kind"],
                    up=given["up"],
                    unit=given["unit"],
                    size=given["size"],
                    filename=given["file"].name,
                    data=given["file"].read(),
                    now=timezone.now(),
                )
            except services.DrawingRefused as refusal:
                _tell(form, refusal)
            else:
                return redirect("catalogue:drawing", found.token)
        status = 422
    rows = Drawing.objects.filter(workshop=membership.workshop_id)
    return render(request, "catalogue/drawings.html", {"form": form, "rows": rows}, status=status)


@login_required
@require_safe
def drawing(request: SignedInRequest, token: str) -> HttpResponse:
    return _page(request, _drawing_or_404(request, token))


@login_required
@require_POST
def add_size(request: SignedInRequest, token: str) -> HttpResponse:
    found = _drawing_or_404(request, token)
    form = SizeForm(request.POST, request.FILES, ring=found.kind == "ring")
    if not form.is_valid():
        return _page(request, found, size_form=form, status=422)
    given = form.cleaned_data
    try:
        services.add_file(
            drawing_id=found.pk,
            size=given["size"],
            unit=given["unit"],
            filename=given["file"].name,
            data=given["file"].read(),
        )
    except services.DrawingRefused as refusal:
        _tell(form, refusal)
        return _page(request, found, size_form=form, status=422)
    messages.success(request, "The drawing is read.")
    return redirect("catalogue:drawing", token)


@login_required
@require_POST
def make(request: SignedInRequest, token: str) -> HttpResponse:
    """Make the design. What was said of the parts is kept, whether or not it could be made."""
    found = _drawing_or_404(request, token)
    form = _describe(found, request.POST)
    if not form.is_valid():
        return _page(request, found, describe=form, status=422)
    try:
        services.make_design(drawing_id=found.pk, model=form.model(), answers=_answers(request))
    except services.DrawingRefused as refusal:
        _tell(form, refusal)
        return _page(request, found, describe=form, status=422)
    messages.success(request, f"{found.name} is a design. Look at it, then offer it.")
    return redirect("catalogue:drawing", token)


@login_required
@require_POST
def offer(request: SignedInRequest, token: str) -> HttpResponse:
    found = _drawing_or_404(request, token)
    if not found.design_key:
        raise Http404
    form = OfferForm(request.POST)
    if not form.is_valid():
        return _page(request, found, offer_form=form, status=422)
    try:
        services.offer(drawing_id=found.pk, **form.cleaned_data)
    except services.DrawingRefused as refusal:
        _tell(form, refusal)
        return _page(request, found, offer_form=form, status=409)
    messages.success(request, "It stands in the window.")
    return redirect("catalogue:drawing", token)


@login_required
@require_safe
def model(request: SignedInRequest, token: str) -> HttpResponse:
    """The design's 3D model, as first shown or with the choices in the address."""
    found = _drawing_or_404(request, token)
    try:
        content = preview_gz(designs.specify(designs.by_key(found.design_key), request.GET.dict()))
    except KeyError:
        raise Http404 from None
    except DesignRefused as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    except BuildFailed:
        return HttpResponse("Please ask again in a moment.", status=503, content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type="model/gltf-binary")
    response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = "private, no-cache"
    return response


def _page(request: HttpRequest, found: Drawing, *, status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "drawing": found,
        "files": services.read_files(found),
        "describe": forms.get("describe") or _describe(found),
        "size_form": forms.get("size_form") or SizeForm(ring=found.kind == "ring"),
        **_of_design(found),
    }
    if found.design_key:
        summary = context["design"].summary
        context["offer_form"] = forms.get("offer_form") or OfferForm(initial={"name": found.name, "summary": summary})
    return render(request, "catalogue/drawing.html", context, status=status)


def _of_design(found: Drawing) -> dict[str, Any]:
    """What the design it became is: its figures, its model, where it is offered."""
    if not found.design_key:
        return {}
    specification = designs.specify(designs.by_key(found.design_key), {})
    return {
        "design": specification.design,
        "choices": specification.choices,
        "anatomy": anatomy_of(specification),
        "glb": reverse("catalogue:model", args=[found.token]),
        "viewer_table": viewer_table(),
        "listings": Listing.objects.filter(design_key=found.design_key),
    }


def _describe(found: Drawing, data: Any = None) -> DescribeForm:
    files, kind = services.read_files(found), cast(Kind, found.kind)
    if data is not None:
        return DescribeForm(data, kind=kind, name=found.name, files=files)
    return DescribeForm(initial=found.answers or None, kind=kind, name=found.name, files=files)


def _answers(request: HttpRequest) -> dict[str, Any]:
    """As they were sent, for the form to show again."""
    sent = {key: request.POST.getlist(key) for key in request.POST if key != "csrfmiddlewaretoken"}
    return {key: values if key == "finishes" else values[-1] for key, values in sent.items()}


def _tell(form: Any, refusal: services.DrawingRefused) -> None:
    field = refusal.field if refusal.field in form.fields else None
    for sentence in refusal.sentences:
        form.add_error(field, sentence)


def _manager_or_404(request: SignedInRequest) -> Membership:
    managers = Membership.objects.filter(user=request.user, role=Membership.Role.MANAGER)
    found = managers.select_related("workshop").first()
    if found is None:
        raise Http404
    return found


def _drawing_or_404(request: SignedInRequest, token: str) -> Drawing:
    return get_object_or_404(Drawing, token=token, workshop=_manager_or_404(request).workshop_id)
