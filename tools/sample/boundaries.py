"""Towns (Shapefile), villages and lines (GeoJSON) with their seeded faults."""

import random

from sample import formats, geodesy, plane
from sample.district import (
    DISTRICT, DISTRICT_NAME, NEIGHBOURS, TOWN_OF_SITE, county_line_name, short,
)
from sample.tessellation import Tessellation, roughen_all

PREFIX = geodesy.ZONE_PREFIX_METRES
# Inspections of county lines: two due (one long overdue, one within 90 days of the as-of date), one 97 days away.
COUNTY_LINE = {
    "500111": ("1:10000", "2023-05-18", "第四轮"),
    "500117": ("1:1万", "2022-03-01", "第四轮"),
    "500118": ("1:50000", "2022-01-15", "第四轮"),
    "500120": (None, "2021-06-30", "第三轮"),
    "500152": ("1:10000", "2024-09-12", "第四轮"),
}
VILLAGE_TOWN = "500151107"


def lonlat(p):
    longitude, latitude = geodesy.inverse(*p)
    return round(longitude, 9), round(latitude, 9)


class Boundaries:
    def __init__(self, seed, truth):
        self.truth = truth
        self.rng = random.Random(f"{seed}/boundaries")
        self.tessellation = Tessellation(seed)
        self.code = {site: code for site, (code, _) in enumerate(TOWN_OF_SITE)}
        self.name = dict(TOWN_OF_SITE)
        self.order = sorted(range(28), key=lambda site: self.code[site])
        self.true_ring = {self.code[s]: self._ring(s, {}) for s in range(28)}
        self._seed_town_faults(seed)
        self.ring = {self.code[s]: self._ring(s, self.copies) for s in range(28)}
        self._county_lines()
        self._villages(seed)

    # Rings

    def _ring(self, site, copies):
        """Unclosed ring, anticlockwise, of a town, with its own copy of an edge where there is one."""
        ring = []
        for key, ahead in self.tessellation.rings[site]:
            line = copies.get((site, key), self.tessellation.edges[key])
            ring += (line if ahead else line[::-1])[:-1]
        return ring

    def town_row(self, code):
        """1-based feature number in towns.shp."""
        return [self.code[s] for s in self.order].index(code) + 1

    # Seeded faults of the towns

    def _seed_town_faults(self, seed):
        self.copies = {}
        inner = sorted(k for k in self.tessellation.edges if max(k) < 28)
        self.rng.shuffle(inner)
        # (kind, vertices replaced, metres shifted)
        plan = [
            ("overlap", 3, 4.0), ("overlap", 7, 14.0), ("overlap", 12, 38.0),
            ("gap", 3, 3.5), ("gap", 6, 6.0), ("gap", 9, 8.5), ("gap", 44, 430.0),
        ]  # fmt: skip
        for what, vertices, metres in plan:
            while not self._sliver(inner.pop(), what, vertices, metres):
                pass
        self._bow_tie()

    def _sliver(self, key, what, vertices, metres):
        """Let one of the two towns shift its copy of a stretch of their border; False where that is too ragged."""
        site, other = key if self.rng.random() < 0.5 else key[::-1]
        line = self.tessellation.edges[key]
        ahead = dict(self.tessellation.rings[site])[key]
        # The town lies to the left of its own direction: shifting to the right takes land from the neighbour.
        left = metres if (what == "gap") == ahead else -metres
        for start in range(20, len(line) - vertices - 20, 3):
            end = start + vertices + 1
            normal = plane.left_normal(line[start], line[end])
            moved = [plane.mm(plane.shifted(p, normal, left)) for p in line[start + 1 : end]]
            loop = line[start : end + 1] + moved[::-1]
            if not plane.is_simple_ring(loop):
                continue
            path = [line[start], *moved, line[end]]
            if self._meets_anything(path, key, line[: start + 1], line[end:]):
                continue
            # Both end segments leave the old border to the right side, so the loop is one piece.
            grown = abs(plane.signed_area(loop))
            before = plane.signed_area(self._ring(site, {}))
            copy = {(site, key): line[: start + 1] + moved + line[end:]}
            after = plane.signed_area(self._ring(site, copy))
            if abs(abs(after - before) - grown) > 1e-3 or (after > before) != (what == "overlap"):
                continue
            self.copies.update(copy)
            self._record_sliver(site, other, what, loop, metres)
            return True
        return False

    def _meets_anything(self, path, key, head, tail):
        if plane.crossings(path[1:], head) or plane.crossings(path[:-1], tail):
            return True
        return any(
            plane.crossings(path, line) for k, line in self.tessellation.edges.items() if k != key and set(k) & set(key)
        )

    def _record_sliver(self, site, other, what, loop, metres):
        area = abs(plane.signed_area(loop)) / geodesy.point_scale(loop[0][0]) ** 2
        low, high = sorted((self.code[site], self.code[other]))
        rule = "B102" if what == "overlap" else "B103"
        mark = "; suspect (wide: severity warning)" if metres > 100 else ""
        lon, lat = lonlat(loop[len(loop) // 4])
        self.truth.add(
            rule, "division", low, self.name[low], "towns.shp", "towns", self.town_row(low),
            f"related={high}; area {area:.1f} m2; shifted {metres} m; near {lon:.5f},{lat:.5f}{mark}",
        )

    def _bow_tie(self):
        """Two neighbouring vertices exchanged on an outer edge: a self-crossing that touches no other town."""
        for key in sorted(k for k in self.tessellation.edges if max(k) >= 28):
            line = self.tessellation.edges[key]
            for i in range(30, 90):
                a, b, c, d = line[i : i + 4]
                swapped = line[: i + 1] + [c, b] + line[i + 3 :]
                if not plane.segments_cross(a, c, b, d) or plane.crossings(swapped[i : i + 4], line[i + 4 :]):
                    continue
                if plane.crossings(swapped[i : i + 4], line[:i]):
                    continue
                site = min(key)
                self.copies[(site, key)] = swapped
                lon, lat = lonlat(plane.crossing_point(a, c, b, d))
                code = self.code[site]
                self.truth.add(
                    "B101", "division", code, self.name[code], "towns.shp", "towns", self.town_row(code),
                    f"self-crossing at {lon:.7f},{lat:.7f}",
                )
                return

    def towns_files(self):
        shapes, rows = [], []
        for site in self.order:
            code = self.code[site]
            ring = [(round(PREFIX + x, 3), y) for x, y in self.ring[code][::-1]]
            shapes.append([ring + ring[:1]])
            area = plane.signed_area(self.ring[code]) / geodesy.point_scale(self.tessellation.sites[site][0]) ** 2
            rows.append((code, self.name[code], area / 1e6))
        fields = (("区划代码", "C", 12, 0), ("名称", "C", 30, 0), ("面积", "N", 12, 4))
        return {"towns" + suffix: data for suffix, data in formats.polygon_shapefile(shapes, fields, rows).items()}

    # Lines

    def _county_lines(self):
        """Five lines from 三交点 to 三交点, each running W→E or N→S, whichever it does more."""
        outline = self.tessellation.outline()
        owners = self.tessellation.outline_owners()
        start = next(i for i in range(len(owners)) if owners[i] != owners[i - 1])
        self.county_line = {}
        for (key, ahead), owner in zip(outline[start:] + outline[:start], owners[start:] + owners[:start]):
            path = self.tessellation.path(key, ahead)
            self.county_line.setdefault(owner, [path[0]]).extend(path[1:])
        for owner, line in self.county_line.items():
            (x1, y1), (x2, y2) = line[0], line[-1]
            backwards = x2 < x1 if abs(x2 - x1) >= abs(y2 - y1) else y2 > y1
            if backwards:
                line.reverse()
        self.tripoint = {}
        for owner, line in self.county_line.items():
            for end in (line[0], line[-1]):
                self.tripoint.setdefault(end, []).append(owner)

    def lines_file(self, counts, courses):
        """`counts[neighbour]` = (markers, single, double, triple) as the line table states them; `courses[neighbour]` =
        its course text, where it has one."""
        features = []
        for neighbour in sorted(self.county_line):
            scale, inspected, round_name = COUNTY_LINE[neighbour]
            name = county_line_name(neighbour)
            ends = ["、".join(sorted(short(NEIGHBOURS[o]) for o in self.tripoint[e])) for e in self._ends(neighbour)]
            features.append(self._line_feature(
                name, neighbour + DISTRICT, "县级", (NEIGHBOURS[neighbour], DISTRICT_NAME), scale,
                [f"铜梁、{e}三交点" for e in ends], counts[neighbour], inspected, round_name, self.county_line[neighbour],
                courses.get(neighbour),
            ))
            if inspected in ("2021-06-30", "2022-01-15"):
                note = "overdue since 2026-06-30" if inspected == "2021-06-30" else "due 2027-01-15, within 90 days"
                self._record_inspection(name, len(features), note)
        inner = sorted((tuple(sorted((self.code[i], self.code[j]))), (i, j))
                       for i, j in self.tessellation.edges if max(i, j) < 28)
        overdue = {7: "2019-11-05", 31: "2021-11-24"}
        for position, ((low, high), key) in enumerate(inner):
            name = short(self.name[low]) + short(self.name[high]) + "线"
            recent = f"{2023 + position % 3}-{1 + position % 12:02d}-{1 + position % 27:02d}"
            inspected = overdue.get(position, recent)
            line = self.tessellation.edges[key]
            (x1, y1), (x2, y2) = line[0], line[-1]
            if x2 < x1 if abs(x2 - x1) >= abs(y2 - y1) else y2 > y1:
                line = line[::-1]
            features.append(self._line_feature(
                name, low + high, "乡级", (self.name[low], self.name[high]), "1:10000",
                [None, None], (0, 0, 0, 0), inspected, "第二轮", line,
            ))
            if position in overdue:
                year = str(int(inspected[:4]) + 5)
                self._record_inspection(name, len(features), f"due {year}{inspected[4:]}")
        return {"lines.geojson": formats.geojson("lines", features)}

    def _ends(self, neighbour):
        return self.county_line[neighbour][0], self.county_line[neighbour][-1]

    def _record_inspection(self, name, row, note):
        self.truth.add("M201", "boundary_line", name, name, "lines.geojson", "lines", row, note)

    def _line_feature(self, name, code, level, units, scale, ends, counts, inspected, round_name, line, course=None):
        properties = {
            "界线名称": name, "界线代码": code, "界线等级": level, "毗邻单位1": units[0], "毗邻单位2": units[1],
            "附图比例尺": scale, "界线长度": round(geodesy.ground_length(line) / 1000, 3), "起点": ends[0], "止点": ends[1],
            "界桩颗数": counts[0], "单立桩颗数": counts[1], "双立桩颗数": counts[2], "三立桩颗数": counts[3],
            "坐标系": "2000国家大地坐标系", "上次联检": inspected, "联检轮次": round_name, "走向说明": course, "密级": "公开",
        }
        return properties, "LineString", [lonlat(p) for p in line]

    # Villages: six cells inside one town

    def _villages(self, seed):
        site = next(s for s in range(28) if self.code[s] == VILLAGE_TOWN)
        cx, cy = self.tessellation.sites[site]
        rng = random.Random(f"{seed}/villages")

        def corner(c, r):
            x, y = cx + (c - 1.5) * 900, cy + (r - 1) * 800
            return plane.mm((x + rng.uniform(-150, 150), y + rng.uniform(-150, 150)))

        node = {(c, r): corner(c, r) for c in range(4) for r in range(3)}
        straight = {}
        for (c, r), p in node.items():
            for step in ((c + 1, r), (c, r + 1)):
                if step in node:
                    straight[((c, r), step)] = (p, node[step])
        edges = roughen_all(straight, f"{seed}/villages")

        def path(a, b):
            return edges[(a, b)] if (a, b) in edges else edges[(b, a)][::-1]

        self.village_rings = []
        for r in range(2):
            for c in range(3):
                around = [(c, r), (c + 1, r), (c + 1, r + 1), (c, r + 1), (c, r)]
                parts = [path(a, b) for a, b in zip(around, around[1:])]
                self.village_rings.append([p for part in parts for p in part[:-1]])
        # Side 0 of cell 2 and sides 2, 3 of cell 3 face no other village: room for faults that disturb nobody.
        self.village_edge_starts = {2: 0, 3: 256}

    def villages_file(self, names):
        """`names`: six village names. Three carry a code fault, two a shape fault."""
        codes = [f"{VILLAGE_TOWN}{number}" for number in range(201, 207)]
        codes[1] = "5OO151107202"  # letter O for zero
        codes[4] = "500151199205"  # a town that does not exist
        codes[5] = "500224115206"  # the county's code until 2014
        notes = {1: "grammar: letter O", 4: "no town 500151199", 5: "old code: 铜梁县 500224 until 2014, now 500151"}
        features = []
        for i, ring in enumerate(self.village_rings):
            ring = list(ring)
            holes = []
            if i == 3:
                for start in (self.village_edge_starts[3] + 20, self.village_edge_starts[3] + 70):
                    ring, place = self._exchange(ring, start)
                    self._record_village(codes, names, i, "B101", f"self-crossing at {place}")
            if i == 2:
                holes = [self._hole_outside(ring)]
                lon, lat = lonlat(holes[0][0])
                self._record_village(codes, names, i, "B101", f"hole outside its shell, near {lon:.7f},{lat:.7f}")
            if i in notes:
                self._record_village(codes, names, i, "B301", notes[i])
            rings = [[lonlat(p) for p in part + part[:1]] for part in (ring, *holes)]
            features.append(({"区划代码": codes[i], "名称": names[i]}, "Polygon", rings))
        return {"villages.geojson": formats.geojson("villages", features)}

    def _record_village(self, codes, names, i, rule, note):
        self.truth.add(rule, "division", codes[i], names[i], "villages.geojson", "villages", i + 1, note)

    def _exchange(self, ring, start):
        for i in range(start, start + 45):
            a, b, c, d = ring[i : i + 4]
            if plane.segments_cross(a, c, b, d):
                changed = ring[: i + 1] + [c, b] + ring[i + 3 :]
                around = changed[i : i + 4]
                if plane.crossings(around, changed[:i]) or plane.crossings(around, changed[i + 4 :]):
                    continue
                lon, lat = lonlat(plane.crossing_point(a, c, b, d))
                return changed, f"{lon:.7f},{lat:.7f}"
        raise SystemExit("make-sample: no room for a self-crossing; change the seed")

    def _hole_outside(self, ring):
        """A small clockwise triangle 400 m south of the ring."""
        x, y = min(ring, key=lambda p: p[1])
        corner = (x, y - 400.0)
        return [plane.mm(corner), plane.mm((x + 30, y - 350.0)), plane.mm((x + 60, y - 400.0))]

    # For the other parts of the sample

    def is_well_inside(self, code, p, margin):
        """Inside the town as drawn and as it should be, in no other town, and at least `margin` from any border."""
        if not (plane.contains(self.ring[code], p) and plane.contains(self.true_ring[code], p)):
            return False
        rings = (self.ring[code], self.true_ring[code])
        if min(plane.project(r + r[:1], p)[0] for r in rings) < margin:
            return False
        return not any(plane.contains(self.ring[other], p) for other in self.neighbours_of(code))

    def border_passes(self, code, p, q, margin):
        """Whether the town's border has a vertex in the box from p (south-west) to q, widened by `margin`.

        Vertices stand less than 100 m apart, so with that margin no border crosses the box unseen.
        """
        return any(
            p[0] - margin < x < q[0] + margin and p[1] - margin < y < q[1] + margin
            for ring in (self.ring[code], self.true_ring[code]) for x, y in ring
        )

    def random_point(self, rng, code, margin):
        xs, ys = [p[0] for p in self.ring[code]], [p[1] for p in self.ring[code]]
        while True:
            p = (rng.uniform(min(xs), max(xs)), rng.uniform(min(ys), max(ys)))
            if self.is_well_inside(code, p, margin):
                return p

    def neighbours_of(self, code):
        site = next(s for s in range(28) if self.code[s] == code)
        across = [sum(key) - site for key, _ in self.tessellation.rings[site]]
        return [self.code[s] for s in across if s < 28]
