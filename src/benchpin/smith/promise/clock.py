"""Aware moments on the axis of minutes that futures are simulated on, and back."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from benchpin.smith.promise.floor import DAY

__all__ = ["WallClock"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WallClock:
    """Minutes of a workshop's own clock since the midnight of a Monday. A day has 1440 of them, also where clocks change."""

    zone: ZoneInfo
    epoch: date

    @classmethod
    def since(cls, first: datetime, zone: ZoneInfo) -> "WallClock":
        """A clock whose first Monday is that of the week of `first`."""
        day = first.astimezone(zone).date()
        return cls(zone=zone, epoch=day - timedelta(days=day.weekday()))

    def minute(self, moment: datetime) -> float:
        local = moment.astimezone(self.zone).replace(tzinfo=None)
        return (local - datetime.combine(self.epoch, time())).total_seconds() / 60

    def moment(self, minute: float) -> datetime:
        local = datetime.combine(self.epoch, time()) + timedelta(minutes=minute)
        return local.replace(tzinfo=self.zone)

    def day(self, on: date) -> int:
        return (on - self.epoch).days

    def day_of(self, minute: float) -> date:
        return self.epoch + timedelta(days=int(minute // DAY))

    def end_of(self, on: date) -> float:
        """The midnight after a day."""
        return (self.day(on) + 1) * DAY

    def at(self, on: date, clock: time) -> float:
        return self.day(on) * DAY + clock.hour * 60 + clock.minute
