"""Working hours as flat arrays: windows of one person lie between two offsets, with what is worked before each."""

from benchpin.smith.promise.kernel.compiled import bare

__all__ = ["done_at", "first_after", "last_window", "worked_until"]


@bare
def last_window(begins, lo, hi, t):
    """The last window that begins at or before `t`, or lo - 1."""
    a = lo
    b = hi
    while a < b:
        m = (a + b) >> 1
        if begins[m] <= t:
            a = m + 1
        else:
            b = m
    return a - 1


@bare
def worked_until(begins, ends, before, lo, hi, t):
    """How many minutes are worked before `t`."""
    i = last_window(begins, lo, hi, t)
    if i < lo:
        return 0.0
    return before[i] + min(t, ends[i]) - begins[i]


@bare
def done_at(begins, ends, before, lo, hi, t, work):
    """When `work` minutes begun at `t` are done. Past the last window, time runs on without breaks."""
    x = worked_until(begins, ends, before, lo, hi, t) + work
    a = lo
    b = hi
    while a < b:
        m = (a + b) >> 1
        if before[m] < x:
            a = m + 1
        else:
            b = m
    i = max(a - 1, lo)
    return max(t, begins[i] + (x - before[i]))


@bare
def first_after(times, lo, hi, t):
    """The index of the first of sorted `times` at or after `t`; `hi` if there is none."""
    while lo < hi:
        m = (lo + hi) >> 1
        if times[m] < t:
            lo = m + 1
        else:
            hi = m
    return lo
