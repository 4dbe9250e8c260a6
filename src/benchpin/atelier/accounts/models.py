"""Who people are, and the workshop they belong to."""

from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Anyone who signs in, by e-mail address."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    is_staff = models.BooleanField(default=False)  # may open the administration pages
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email


class Workshop(models.Model):
    """A jeweller's workshop: every plan, job, stock move and staff role belongs to one."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    line = models.CharField(max_length=200, blank=True)  # one sentence under the name
    story = models.TextField(blank=True)
    address = models.TextField(blank=True)
    country = models.CharField(max_length=2)  # ISO 3166, for holidays and hallmarking law
    region = models.CharField(max_length=10, blank=True)  # subdivision, for holidays
    timezone_name = models.CharField(max_length=60)
    currency = models.CharField(max_length=3)
    email = models.EmailField()
    phone = models.CharField(max_length=40, blank=True)
    sponsor_mark = models.CharField(max_length=40, blank=True)  # the maker's own mark in the hallmark
    assay_office = models.CharField(max_length=80, blank=True)
    promise_percent = models.PositiveSmallIntegerField(
        default=95,
        choices=[(80, "80 %: 4 of 5"), (90, "90 %: 9 of 10"), (95, "95 %: 19 of 20"), (99, "99 %: 99 of 100")],
        help_text="How sure you are of the days customers are told. Surer days are later days.",
    )
    plan_version = models.PositiveBigIntegerField(default=0)  # grows by one with every change of what is planned

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone_name)


class Membership(models.Model):
    """That somebody works in a workshop, and as what."""

    class Role(models.TextChoices):
        MANAGER = "manager", "Workshop manager"
        ARTISAN = "artisan", "Artisan"
        OFFICE = "office", "Office"

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "workshop"], name="one_role_per_workshop")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} at {self.workshop}"
