"""Heaps in flat arrays: events by time, waiting work by priority. Equal ones leave in an order that depends on them alone."""

from benchpin.smith.promise.kernel.compiled import bare

__all__ = ["pop", "push", "take", "wait"]


@bare
def push(at, kind, a, b, n, t, k, x, y):
    """Add an event; return the new count."""
    i = n
    while i > 0:
        p = (i - 1) >> 1
        if at[p] <= t:
            break
        at[i] = at[p]
        kind[i] = kind[p]
        a[i] = a[p]
        b[i] = b[p]
        i = p
    at[i] = t
    kind[i] = k
    a[i] = x
    b[i] = y
    return n + 1


@bare
def pop(at, kind, a, b, n):
    """Remove the first event, which the caller has read at index 0; return the new count."""
    n -= 1
    t = at[n]
    k = kind[n]
    x = a[n]
    y = b[n]
    i = 0
    while True:
        c = 2 * i + 1
        if c >= n:
            break
        if c + 1 < n and at[c + 1] < at[c]:
            c += 1
        if at[c] >= t:
            break
        at[i] = at[c]
        kind[i] = kind[c]
        a[i] = a[c]
        b[i] = b[c]
        i = c
    at[i] = t
    kind[i] = k
    a[i] = x
    b[i] = y
    return n


@bare
def wait(first, who, n, priority, strand):
    """Queue work at a skill; return the new count."""
    i = n
    while i > 0:
        p = (i - 1) >> 1
        if first[p] <= priority:
            break
        first[i] = first[p]
        who[i] = who[p]
        i = p
    first[i] = priority
    who[i] = strand
    return n + 1


@bare
def take(first, who, n):
    """Remove the most urgent work, which the caller has read at index 0; return the new count."""
    n -= 1
    priority = first[n]
    strand = who[n]
    i = 0
    while True:
        c = 2 * i + 1
        if c >= n:
            break
        if c + 1 < n and first[c + 1] < first[c]:
            c += 1
        if first[c] >= priority:
            break
        first[i] = first[c]
        who[i] = who[c]
        i = c
    first[i] = priority
    who[i] = strand
    return n
