"""Plane geometry on lists of (x, y) in metres: just what the sample needs, nothing general."""

import math


def distance(a, b):
    return math.hypot(a[0] - b[0], a[1] - b[1])


def length(line):
    return sum(distance(a, b) for a, b in zip(line, line[1:]))


def signed_area(ring):
    """Positive when counter-clockwise. The ring may be closed or not. Coordinates are shifted to keep the digits."""
    x0, y0 = ring[0]
    total = 0.0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        total += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
    return total / 2


def side(a, b, p):
    """Positive when p lies to the left of a → b."""
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])


def segments_cross(a, b, c, d):
    """Whether two closed segments touch, for points in general position."""
    return side(a, b, c) * side(a, b, d) <= 0 and side(c, d, a) * side(c, d, b) <= 0


def crossing_point(a, b, c, d):
    t = side(c, d, a) / (side(c, d, a) - side(c, d, b))
    return a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])


def is_simple_ring(ring):
    """Whether an unclosed ring of a few dozen vertices does not touch itself."""
    n = len(ring)
    for i in range(n):
        for j in range(i + 2, n):
            if i == 0 and j == n - 1:
                continue
            if segments_cross(ring[i], ring[(i + 1) % n], ring[j], ring[(j + 1) % n]):
                return False
    return True


def crossings(line, other):
    """How many segments of two polylines touch."""
    return sum(
        segments_cross(a, b, c, d) for a, b in zip(line, line[1:]) for c, d in zip(other, other[1:])
    )


def contains(ring, p):
    """Point in polygon by ray casting; a point on the edge may fall either way."""
    x, y = p
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def project(line, p):
    """The nearest place on a polyline: (distance, chainage, foot)."""
    best = (math.inf, 0.0, line[0])
    chainage = 0.0
    for a, b in zip(line, line[1:]):
        step = distance(a, b)
        t = 0.0 if step == 0 else ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / step**2
        t = min(1.0, max(0.0, t))
        foot = a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])
        gap = distance(p, foot)
        if gap < best[0]:
            best = (gap, chainage + t * step, foot)
        chainage += step
    return best


def interpolate(line, chainage):
    """The point at a chainage, with the index of the segment it lies on."""
    for i, (a, b) in enumerate(zip(line, line[1:])):
        step = distance(a, b)
        if chainage <= step:
            t = chainage / step
            return (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])), i
        chainage -= step
    return line[-1], len(line) - 2


def left_normal(a, b):
    """Unit vector to the left of a → b."""
    d = distance(a, b)
    return -(b[1] - a[1]) / d, (b[0] - a[0]) / d


def shifted(p, direction, metres):
    return p[0] + direction[0] * metres, p[1] + direction[1] * metres


def mm(p):
    """Rounded to the millimetre: both sides of a border, the line and the files share these very numbers."""
    return round(p[0], 3), round(p[1], 3)
