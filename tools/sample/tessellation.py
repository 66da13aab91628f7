"""A fictional division of the district into 28 towns with ragged borders, and of its surroundings into 5 counties.

A Voronoi diagram of jittered sites gives the plan; every edge is then roughened once by midpoint displacement, so that
both towns, the line layer and the markers share the same vertices. The outline of the district is the outline of the 28
central cells, hence as irregular as the inner borders.
"""

import math
import random

from sample import plane

CENTRE = (598_700.0, 3_299_000.0)
SEMI_AXES_METRES = (17_300.0, 24_500.0)
SPACING_METRES = 7_350.0
SHORTEST_EDGE_METRES = 1_500.0
# Where, going round the centre (0° = east, anticlockwise), each neighbour begins.
NEIGHBOUR_FROM_DEGREES = ((8, "500117"), (82, "500152"), (137, "500111"), (238, "500118"), (295, "500120"))


def _elliptic(p):
    dx, dy = (p[0] - CENTRE[0]) / SEMI_AXES_METRES[0], (p[1] - CENTRE[1]) / SEMI_AXES_METRES[1]
    return math.hypot(dx, dy), math.degrees(math.atan2(dy, dx)) % 360


def _sites(rng):
    """Jittered triangular lattice; the 28 most central sites become towns, the rest stand for the neighbours."""
    points = []
    rows = range(-7, 8)
    for r in rows:
        for c in range(-6, 7):
            x = CENTRE[0] + (c + (r % 2) / 2) * SPACING_METRES
            y = CENTRE[1] + r * SPACING_METRES * math.sqrt(3) / 2
            jitter = 0.27 * SPACING_METRES
            points.append((x + rng.uniform(-jitter, jitter), y + rng.uniform(-jitter, jitter)))
    points.sort(key=lambda p: _elliptic(p)[0])
    return points[:28], points[28:]


def _owner(p):
    angle = _elliptic(p)[1]
    owner = NEIGHBOUR_FROM_DEGREES[-1][1]
    for start, code in NEIGHBOUR_FROM_DEGREES:
        if angle >= start:
            owner = code
    return owner


def _cell(index, sites):
    """The Voronoi cell as [(point, site across the edge that starts there)], anticlockwise."""
    x, y = sites[index]
    big = 60_000.0
    cell = [((x - big, y - big), -1), ((x + big, y - big), -1), ((x + big, y + big), -1), ((x - big, y + big), -1)]
    order = sorted((plane.distance(s, (x, y)), i) for i, s in enumerate(sites) if i != index)
    for _, other in order[:40]:
        ox, oy = sites[other]
        mx, my, nx, ny = (x + ox) / 2, (y + oy) / 2, ox - x, oy - y

        def height(p):
            return (p[0] - mx) * nx + (p[1] - my) * ny

        clipped = []
        for (p, label), (q, _) in zip(cell, cell[1:] + cell[:1]):
            hp, hq = height(p), height(q)
            if hp <= 0:
                clipped.append((p, label))
            if (hp <= 0) != (hq <= 0):
                t = hp / (hp - hq)
                cut = (p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1]))
                clipped.append((cut, other if hp <= 0 else label))
        cell = clipped
    return cell


def roughen(a, b, rng, amplitude, levels=7):
    """A ragged polyline from a to b with 2**levels segments."""
    line = [a, b]
    for level in range(levels):
        finer = [line[0]]
        for p, q in zip(line, line[1:]):
            t = rng.uniform(0.42, 0.58)
            off = rng.uniform(-1, 1) * amplitude * 0.93**level
            dx, dy = q[0] - p[0], q[1] - p[1]
            finer.append((p[0] + t * dx - off * dy, p[1] + t * dy + off * dx))
            finer.append(q)
        line = finer
    return [plane.mm(p) for p in line]


def _conflicts(edges):
    """Pairs of edges (or an edge with itself) that touch anywhere but at a common end."""
    size = 3 * max(plane.distance(line[0], line[-1]) / len(line) for line in edges.values())
    grid = {}
    bad = set()
    for key in sorted(edges):
        line = edges[key]
        for a, b in zip(line, line[1:]):
            for gx in range(int(min(a[0], b[0]) // size), int(max(a[0], b[0]) // size) + 1):
                for gy in range(int(min(a[1], b[1]) // size), int(max(a[1], b[1]) // size) + 1):
                    for other, c, d in grid.get((gx, gy), ()):
                        if {a, b} & {c, d}:
                            continue
                        if plane.segments_cross(a, b, c, d):
                            bad |= {key, other}
                    grid.setdefault((gx, gy), []).append((key, a, b))
    return bad


def roughen_all(straight, seed):
    """Roughen straight edges {key: (a, b)} until none touches another."""
    amplitude = {key: 0.30 for key in straight}
    edges = {}
    todo = set(straight)
    attempt = 0
    while todo:
        for key in sorted(todo):
            rng = random.Random(f"{seed}/{key}/{attempt}")
            edges[key] = roughen(*straight[key], rng, amplitude[key])
        todo = _conflicts(edges)
        for key in todo:
            amplitude[key] *= 0.9
        attempt += 1
    return edges


class Tessellation:
    """`edges[(i, j)]` (i < j) is the common border of site i and j; sites 0…27 are towns.

    `rings[i]` lists the edges round town i anticlockwise as (key, forward?); `owner[j]` is the county of an outer site.
    """

    def __init__(self, seed):
        attempt = 0
        while not self._plan(random.Random(f"{seed}/sites/{attempt}")):
            attempt += 1
        self.edges = roughen_all(self.straight, seed)

    def _plan(self, rng):
        towns, outer = _sites(rng)
        self.sites = towns + outer
        self.owner = {i: _owner(self.sites[i]) for i in range(28, len(self.sites))}
        corner = {}
        self.straight, self.rings = {}, {}
        for i in range(28):
            cell = _cell(i, self.sites)
            ring = []
            for k, (p, across) in enumerate(cell):
                q, following = cell[(k + 1) % len(cell)]
                before = cell[k - 1][1]
                a = corner.setdefault(tuple(sorted((i, before, across))), plane.mm(p))
                b = corner.setdefault(tuple(sorted((i, across, following))), plane.mm(q))
                if plane.distance(a, b) < SHORTEST_EDGE_METRES:
                    return False
                key = (min(i, across), max(i, across))
                self.straight.setdefault(key, (a, b))
                ring.append((key, self.straight[key] == (a, b)))
            self.rings[i] = ring
        return self._every_county_touches_once()

    def _every_county_touches_once(self):
        """The five neighbours must each own one unbroken stretch of the outline."""
        stretch = self.outline_owners()
        changes = sum(a != b for a, b in zip(stretch, stretch[1:] + stretch[:1]))
        return changes == 5 and len(set(stretch)) == 5

    def outline_owners(self):
        return [self.owner[max(key)] for key, _ in self.outline()]

    def outline(self):
        """The outer edges in anticlockwise order as (key, forward?)."""
        following = {}
        for ring in self.rings.values():
            for key, ahead in ring:
                if max(key) >= 28:
                    a, b = self.straight[key] if ahead else self.straight[key][::-1]
                    following[a] = (key, ahead, b)
        start = point = min(following)
        chain = []
        while True:
            key, ahead, point = following[point]
            chain.append((key, ahead))
            if point == start:
                return chain

    def path(self, key, ahead):
        line = self.edges[key]
        return line if ahead else line[::-1]
