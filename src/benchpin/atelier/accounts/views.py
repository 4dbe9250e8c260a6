"""Signing in and out, opening an account, a new password."""

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.http import url_has_allowed_host_and_scheme, urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benchpin.atelier.accounts import services
from benchpin.atelier.accounts.forms import AskForReset, Register, SignIn
from benchpin.atelier.accounts.limits import TooManyTries, count_try
from benchpin.atelier.accounts.models import Membership, User
from benchpin.atelier.accounts.requests import SignedInRequest

BACKEND = "django.contrib.auth.backends.ModelBackend"
# A person mistypes a few times; a list of stolen passwords has thousands. By address and by caller.
TRIES_PER_ACCOUNT = 10
TRIES_PER_CALLER = 60


@login_required
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Where somebody belongs who has signed in: at the workshop, or with their orders."""
    works_here = request.GET.get("from") == "sign-in" and Membership.objects.filter(user=request.user).exists()
    return redirect("workshop:jobs" if works_here else "shop:my_pieces")


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignIn(request, request.POST or None)
    if request.method != "POST":
        return _sign_in_page(request, form, status=200)
    try:
        _count(request, "sign-in", request.POST.get("username", ""))
    except TooManyTries as refusal:
        return _sign_in_page(request, form, status=429, refusal=refusal)
    if not form.is_valid():
        return _sign_in_page(request, form, status=422)
    login(request, form.get_user())
    return redirect(_next(request) or f"{resolve_url('accounts:home')}?from=sign-in")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("shop:home")


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    form = Register(request.POST or None)
    context = {"form": form, "next": _next(request)}
    if request.method != "POST":
        return render(request, "accounts/register.html", context)
    try:
        _count(request, "register", "")
    except TooManyTries as refusal:
        return render(request, "accounts/register.html", {**context, "refusal": refusal}, status=429)
    if not form.is_valid():
        return render(request, "accounts/register.html", context, status=422)
    try:
        user = services.register(**form.cleaned_data)
    except services.AddressTaken as refusal:
        form.add_error("email", str(refusal))
        return render(request, "accounts/register.html", context, status=409)
    login(request, user, backend=BACKEND)
    return redirect(_next(request) or "accounts:home")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    form = AskForReset(request.POST or None)
    if request.method != "POST":
        return render(request, "accounts/forgotten.html", {"form": form})
    try:
        _count(request, "forgotten", request.POST.get("email", ""))
    except TooManyTries as refusal:
        return render(request, "accounts/forgotten.html", {"form": form, "refusal": refusal}, status=429)
    if not form.is_valid():
        return render(request, "accounts/forgotten.html", {"form": form}, status=422)
    services.ask_for_reset(email=form.cleaned_data["email"], now=timezone.now())
    return render(request, "accounts/forgotten.html", {"sent_to": form.cleaned_data["email"]})


@sensitive_post_parameters("new_password1", "new_password2")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, uidb64: str, token: str) -> HttpResponse:
    """The page behind the link in the mail. The link works once: the password is part of what it is made from."""
    user = _user_of(uidb64)
    if user is None or not default_token_generator.check_token(user, token):
        return render(request, "accounts/new_password.html", {"expired": True}, status=404)
    form = SetPasswordForm(user, request.POST or None)
    if request.method != "POST":
        return render(request, "accounts/new_password.html", {"form": form})
    if not form.is_valid():
        return render(request, "accounts/new_password.html", {"form": form}, status=422)
    form.save()
    messages.success(request, "Your password is changed. Sign in with the new one.")
    return redirect("accounts:sign_in")


def _sign_in_page(request: HttpRequest, form: SignIn, *, status: int, refusal: TooManyTries | None = None) -> HttpResponse:
    context = {"form": form, "refusal": refusal, "next": _next(request)}
    return render(request, "accounts/sign_in.html", context, status=status)


def _count(request: HttpRequest, what: str, account: str) -> None:
    caller = request.META.get("REMOTE_ADDR", "")
    count_try(what, f"caller:{caller}", most=TRIES_PER_CALLER)
    if account:
        count_try(what, f"account:{account.strip().lower()}", most=TRIES_PER_ACCOUNT)


def _next(request: HttpRequest) -> str:
    """The page to go on to, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if ours else ""


def _user_of(uidb64: str) -> User | None:
    try:
        return User.objects.filter(pk=force_str(urlsafe_base64_decode(uidb64)), is_active=True).first()
    except (ValueError, OverflowError):
        return None
