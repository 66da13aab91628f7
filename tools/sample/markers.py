"""County markers (XLSX with Gauss-Krüger coordinates) and a small re-check table, with their seeded faults."""

import math
import random

from sample import formats, geodesy, plane
from sample.district import DISTRICT, DISTRICT_NAME, NEIGHBOURS, county_line_name

FILE, SHEET = "markers.xlsx", "界桩成果表"
HEADER = (
    "界桩编号", "界线名称", "界线代码", "界桩等级", "界桩类型", "界桩材质", "纵坐标", "横坐标", "高程", "坐标系", "高程基准",
    "行政区1", "行政区2", "行政区3", "标志现状", "埋设时间", "管理方", "依据文件", "密级", "位置描述",
    "一号方位物位置", "一号方位物方位角", "一号方位物距离", "一号方位物纵坐标", "一号方位物横坐标",
    "二号方位物位置", "二号方位物方位角", "二号方位物距离", "三号方位物位置", "三号方位物方位角", "三号方位物距离",
    "方位角基准", "登记表", "照片",
)  # fmt: skip
TYPE = {"Q": "单立", "A": "同号双立", "B": "同号双立", "C": "同号三立", "D": "同号三立", "E": "同号三立", "I": "三交点"}
# Letters at each serial number of a line, in the order in which they stand along it. Position is a rank along the line,
# so `(8, "Q")` between 3 and 4 is a marker out of order, and a serial that is left out is a gap.
PLAN = {
    "500111": [(1, "Q"), (2, "Q"), (3, "AB"), (4, "Q"), (5, "Q"), (6, "Q"), (7, "A"), (8, "Q"), (9, "Q")],
    "500117": [(1, "Q"), (2, "Q"), (3, "Q"), (8, "Q"), (4, "Q"), (5, "AB"), (6, "CD"), (7, "Q"), (9, "Q")],
    "500118": [(1, "Q"), (2, "AB"), (3, "Q"), (5, "Q"), (6, "Q"), (7, "Q")],
    "500120": [(1, "Q"), (2, "Q"), (3, "CDE"), (4, "Q"), (5, "Q"), (6, "ABQ"), (7, "Q"), (8, "Q")],
    "500152": [(1, "Q"), (8, "Q"), (2, "Q"), (3, "Q"), (4, "AB"), (7, "Q"), (9, "Q")],
}
# Distance of a single marker from its line; 12.0 (1:50 000) and 3.4 (no scale) are within the limit.
OFF_LINE_METRES = {
    ("500111", 5): 37.2, ("500118", 3): 12.0, ("500118", 6): 26.0, ("500120", 2): 5.6, ("500120", 4): 3.4,
}  # fmt: skip
REVERSED_NAME = {("500152", 2), ("500152", 4)}
INCOMPLETE = {
    ("500111", 7): "A without B", ("500117", 6): "C and D without E", ("500120", 6): "Q together with A and B",
}  # fmt: skip
OUT_OF_ORDER = {("500117", 8): "stands between 003 and 004", ("500152", 8): "stands between 001 and 002"}
GAPS = {"500118": (4,), "500152": (5, 6)}
DUPLICATED = {("500117", 2), ("500120", 7)}
MISSING_COORDINATES = ("500120", 5)
SWAPPED = ("500118", 5)
WITHOUT_PREFIX = ("500111", 2)
SIX_DEGREE_PREFIX = ("500152", 3)
ODD_NUMBERS = {("500118", 7): "1851007q", ("500117", 4): "1751 004Q"}
ONE_SIDED = {("500152", 4)}
MISPLACED_TRIPOINT = (("500117", "500120"), 63.0)
DAMAGED = {("500111", 4): "损坏", ("500120", 8): "字迹模糊"}
BLANK = {("500118", 1): "管理方", ("500117", 9): "照片"}
# Offsets of the first reference object's bearing (degrees) and distance (metres).
WRONG_REFERENCE = {("500120", 3): (12.0, 0.0), ("500152", 1): (0.0, 15.0)}
TRUE_BEARING = ("500120", 1)  # recorded as grid bearings
COUNT_OFF = "500120"
UNKNOWN_LINES = (("铜荣线", "500151500153", "5153001Q", "荣昌区"), ("铜江线", "500116500151", "1651001Q", "江津区"))


def line_prefix(neighbour):
    return "".join(sorted((neighbour[-2:], DISTRICT[-2:])))


class Markers:
    def __init__(self, seed, boundaries, truth):
        self.rng = random.Random(f"{seed}/markers")
        self.reference_rng = random.Random(f"{seed}/reference objects")
        self.truth = truth
        self.line = boundaries.county_line
        self.tripoint = boundaries.tripoint
        self.rows = []
        self.on_line = []
        for neighbour in sorted(PLAN):
            self._line_markers(neighbour)
            self._line_faults(neighbour)
        self._tripoints()
        self._unknown_lines()

    # Places

    def _chainage(self, neighbour, rank):
        count = len(PLAN[neighbour])
        return (rank + 0.5 + self.rng.uniform(-0.18, 0.18)) / count * plane.length(self.line[neighbour])

    def _beside(self, neighbour, chainage, metres, left):
        """A point at exactly `metres` from the line near a chainage; the line is ragged, so look around."""
        line = self.line[neighbour]
        for step in range(400):
            foot, i = plane.interpolate(line, chainage + (step // 2) * (7 if step % 2 else -7))
            normal = plane.left_normal(line[i], line[i + 1])
            p = plane.shifted(foot, normal, metres if left else -metres)
            if abs(plane.project(line, p)[0] - metres) < 0.002:
                return p
        raise SystemExit("make-sample: no straight stretch for a marker; change the seed")

    def _pair(self, neighbour, chainage):
        """A and B straight across the line from each other; A in the district of the smaller code."""
        line = self.line[neighbour]
        for step in range(400):
            foot, i = plane.interpolate(line, chainage + (step // 2) * (7 if step % 2 else -7))
            normal = plane.left_normal(line[i], line[i + 1])
            left, right = plane.shifted(foot, normal, 14.0), plane.shifted(foot, normal, -17.0)
            if plane.crossings([left, right], line) != 1:
                continue
            if plane.project(line, left)[0] < 9 or plane.project(line, right)[0] < 9:
                continue
            district_is_left = plane.contains(self.outline, left)
            smaller_is_district = DISTRICT < neighbour
            return (left, right) if district_is_left == smaller_is_district else (right, left)
        raise SystemExit("make-sample: no straight stretch for a pair; change the seed")

    @property
    def outline(self):
        """The district as one ring, built from the five lines."""
        if not hasattr(self, "_outline"):
            rest = {n: list(line) for n, line in self.line.items()}
            ring = rest.pop(min(rest))
            while rest:
                n = next(n for n, line in sorted(rest.items()) if ring[-1] in (line[0], line[-1]))
                line = rest.pop(n)
                ring += (line if line[0] == ring[-1] else line[::-1])[1:]
            self._outline = ring[:-1]
        return self._outline

    # Rows

    def _row(self, number, line_name, line_code, letter, p, units):
        x, y = p
        return {
            "界桩编号": number, "界线名称": line_name, "界线代码": line_code, "界桩等级": "县级", "界桩类型": TYPE[letter],
            "界桩材质": self.rng.choice(("花岗岩", "钢筋混凝土", "复合材料")),
            "纵坐标": formats.Number(f"{y:.3f}"), "横坐标": formats.Number(f"{geodesy.ZONE_PREFIX_METRES + x:.3f}"),
            "高程": formats.Number(f"{self.rng.uniform(230, 480):.1f}"), "坐标系": "2000国家大地坐标系",
            "高程基准": "1985国家高程基准", "行政区1": units[0], "行政区2": units[1],
            "行政区3": units[2] if len(units) > 2 else None, "标志现状": "完好",
            "埋设时间": f"{self.rng.randint(1997, 2001)}-{self.rng.randint(3, 11):02d}-{self.rng.randint(1, 28):02d}",
            "管理方": self.rng.choice(units), "依据文件": "协议书（示例）", "密级": "公开",
            "位置描述": self.rng.choice(("田埂旁", "山脊小路边", "河岸", "公路边坡上", "林缘")),
            **self._references(p), "方位角基准": "坐标", "登记表": f"{number}-登记表.pdf", "照片": f"{number}.jpg",
        }

    def _references(self, p, turned=0.0, farther=0.0):
        """Three reference objects with grid bearings; the first with coordinates, which `turned` and `farther` contradict."""
        cells = {}
        for ordinal in "一二三":
            bearing, metres = self.reference_rng.uniform(0, 359), self.reference_rng.uniform(25, 90)
            x, y = (round(v, 3) for v in plane.shifted(
                p, (math.sin(math.radians(bearing)), math.cos(math.radians(bearing))), metres))
            cells[f"{ordinal}号方位物位置"] = self.reference_rng.choice(("电杆", "房角", "独立树", "桥头", "水池角"))
            if ordinal == "一":
                cells["一号方位物纵坐标"] = formats.Number(f"{y:.3f}")
                cells["一号方位物横坐标"] = formats.Number(f"{geodesy.ZONE_PREFIX_METRES + x:.3f}")
                bearing, metres = (bearing + turned) % 360, metres + farther
            minutes = round(bearing * 60)
            cells[f"{ordinal}号方位物方位角"] = f"{minutes // 60 % 360}°{minutes % 60:02d}′"
            cells[f"{ordinal}号方位物距离"] = formats.Number(f"{metres:.1f}")
        return cells

    def number(self, neighbour, serial, letter):
        return f"{line_prefix(neighbour)}{serial:03d}{letter}"

    def chainage(self, neighbour, serial, letter):
        """Of the markers of a set, the mean."""
        line = self.line[neighbour]
        places = [r["at"][3] for r in self.rows if r.get("at", " ")[:2] == (neighbour, serial)]
        return sum(plane.project(line, p)[1] for p in places) / len(places)

    def _line_markers(self, neighbour):
        name = county_line_name(neighbour)
        units = sorted((neighbour, DISTRICT))
        units = [NEIGHBOURS.get(u, DISTRICT_NAME) for u in units]
        code = "".join(sorted((neighbour, DISTRICT)))
        entries = []
        for rank, (serial, letters) in enumerate(PLAN[neighbour]):
            chainage = self._chainage(neighbour, rank)
            places = {}
            if "A" in letters:
                places["A"], places["B"] = self._pair(neighbour, chainage)
                if (neighbour, serial) in ONE_SIDED:
                    foot = plane.project(self.line[neighbour], places["A"])[2]
                    places["B"] = tuple((2 * f + a) / 3 for f, a in zip(foot, places["A"]))
            if "C" in letters:
                for letter, metres, left, ahead in (("C", 15.0, True, 0), ("D", 15.0, False, 0), ("E", 22.0, True, 60)):
                    places[letter] = self._beside(neighbour, chainage + ahead, metres, left)
            if "Q" in letters:
                metres = OFF_LINE_METRES.get((neighbour, serial), round(self.rng.uniform(0.05, 0.9), 2))
                places["Q"] = self._beside(neighbour, chainage, metres, self.rng.random() < 0.5)
            for letter in letters:
                entries.append((serial, letter, places[letter]))
            if (neighbour, serial) in DUPLICATED:
                entries.append((serial, "Q", self._beside(neighbour, chainage + 35, 0.3, True)))
        entries.sort(key=lambda e: (e[0], e[1]))
        for serial, letter, p in entries:
            shown = name
            if (neighbour, serial) in REVERSED_NAME:
                shown = f"{name[1]}{name[0]}线"
            number = ODD_NUMBERS.get((neighbour, serial), self.number(neighbour, serial, letter))
            row = self._row(number, shown, code, letter, p, units)
            row["at"] = (neighbour, serial, letter, p)
            self.rows.append(row)

    def _line_faults(self, neighbour):
        name = county_line_name(neighbour)
        seen = set()
        for index, row in enumerate(self.rows):
            at = row.get("at")
            if at is None or at[0] != neighbour:
                continue
            serial, letter, p = at[1:]
            place = (neighbour, serial)
            if (serial, letter) in seen:
                continue
            first = serial not in {s for s, _ in seen}
            seen.add((serial, letter))
            limit = {"500118": 20.0}.get(neighbour, 4.0)
            off = OFF_LINE_METRES.get(place, 0)
            if letter == "Q" and off > limit:
                self._record("M106", index, f"distance {off} m; limit {limit} m; related={name}")
            if place in INCOMPLETE and first:
                self._record("M103", index, INCOMPLETE[place], key=f"{name}/{serial:03d}")
            if place in OUT_OF_ORDER:
                self._record("M105", index, OUT_OF_ORDER[place])
            if place in DUPLICATED:
                self._record("M102", index, f"also row {index + 3}")
            if place in ODD_NUMBERS and first:
                self._record("M101", index, "lower-case letter or blank")
            if place in ONE_SIDED and letter == "A":
                self._record("M108", index, "B stands on the same side")
            if place in DAMAGED and first:
                row["标志现状"] = DAMAGED[place]
                self._record("M202", index, DAMAGED[place])
            if place in BLANK and first:
                row[BLANK[place]] = None
                self._record("M112", index, f"{BLANK[place]} blank")
            if place in WRONG_REFERENCE and first:
                row.update(self._references(p, *WRONG_REFERENCE[place]))
                self._record("M111", index, "first object: bearing {} deg, distance {} m off".format(*WRONG_REFERENCE[place]))
            if place == TRUE_BEARING:
                longitude, latitude = geodesy.inverse(*p)
                away = math.radians(longitude - geodesy.CENTRAL_MERIDIAN_DEGREES)
                row.update(self._references(
                    p, math.degrees(math.atan(math.tan(away) * math.sin(math.radians(latitude))))))
                self._record("M111", index, "true bearings recorded as grid bearings; suspect")
            if place == MISSING_COORDINATES:
                row["纵坐标"] = row["横坐标"] = None
                self._record("R101", index, "both coordinate cells blank")
            if place == SWAPPED:
                row["纵坐标"], row["横坐标"] = row["横坐标"], row["纵坐标"]
                self._record("R102", index, "northing and easting exchanged")
            if place == WITHOUT_PREFIX:
                row["横坐标"] = formats.Number(row["横坐标"][2:])
                self._record("R104", index, "easting without zone prefix")
            if place == SIX_DEGREE_PREFIX:
                row["横坐标"] = formats.Number("18" + row["横坐标"][2:])
                self._record("R104", index, "6° prefix 18 instead of 3° prefix 35")
        if neighbour in GAPS:
            missing = "|".join(f"{line_prefix(neighbour)}{s:03d}" for s in GAPS[neighbour])
            row = sorted(self.line).index(neighbour) + 1
            self.truth.add("M104", "boundary_line", name, name, "lines.geojson", "lines", row, f"missing {missing}")

    def _record(self, rule, index, note, key=None):
        row = self.rows[index]
        neighbour, serial, letter, _ = row["at"]
        key = key or f"{county_line_name(neighbour)}/{serial:03d}/{letter}"
        self.truth.add(rule, "boundary_marker", key, row["界桩编号"], FILE, SHEET, index + 2, note)

    def _tripoints(self):
        for p, owners in sorted(self.tripoint.items(), key=lambda item: sorted(item[1])):
            codes = sorted([*owners, DISTRICT])
            number = "".join(c[-2:] for c in codes) + "I"
            units = [NEIGHBOURS.get(c, DISTRICT_NAME) for c in codes]
            line = min(owners)
            code = "".join(sorted((line, DISTRICT)))
            name = county_line_name(line)
            if tuple(sorted(owners)) == MISPLACED_TRIPOINT[0]:
                p = plane.shifted(p, (1.0, 0.0), MISPLACED_TRIPOINT[1])
                self.truth.add("M109", "boundary_marker", f"{name}/{number[:-1]}/I", number, FILE, SHEET,
                               len(self.rows) + 2, f"{MISPLACED_TRIPOINT[1]} m east of the junction")
            self.rows.append(self._row(number, name, code, "I", p, units))

    def _unknown_lines(self):
        for (name, code, number, unit), neighbour in zip(UNKNOWN_LINES, ("500111", "500118")):
            p, _ = plane.interpolate(self.line[neighbour], 0.3 * plane.length(self.line[neighbour]))
            self.rows.append(self._row(number, name, code, "Q", p, [DISTRICT_NAME, unit]))
            self.truth.add("M107", "boundary_marker", f"{name}/001/Q", number, FILE, SHEET, len(self.rows) + 1,
                           f"no line {name} ({code})")

    # Files

    def counts(self):
        """{neighbour: (rows, single, double, triple)} without 三交点, as in the line table."""
        result = {}
        for neighbour in PLAN:
            letters = [r["at"][2] for r in self.rows if r.get("at", " ")[0] == neighbour]
            kinds = [sum(c in group for c in letters) for group in ("Q", "AB", "CDE")]
            if neighbour == COUNT_OFF:
                name = county_line_name(neighbour)
                row = sorted(self.line).index(neighbour) + 1
                self.truth.add("M113", "boundary_line", name, name, "lines.geojson", "lines", row, "three markers too many")
                letters += ["Q"] * 3
            result[neighbour] = (len(letters), *kinds)
        return result

    def files(self):
        rows = [HEADER] + [[row[h] for h in HEADER] for row in self.rows]
        widths = [12, 10, 15, 8, 10, 12, 14, 15, 8, 20, 18, 10, 10, 10, 10, 12, 10, 14, 8, 16]
        widths += [14, 16, 14, 16, 16, 14, 16, 14, 14, 16, 14, 12, 22, 16]
        return {FILE: formats.xlsx(SHEET, rows, widths), **self._recheck()}

    def _recheck(self):
        """Points measured again in the field, in a table that forgot the marker numbers."""
        line = self.line["500117"]
        rows = [("界线名称", "界线代码", "纵坐标", "横坐标", "坐标系", "高程基准", "标志现状")]
        for share in (0.13, 0.47, 0.81):
            (x, y), _ = plane.interpolate(line, share * plane.length(line))
            rows.append(("铜合线", "500117500151", f"{y:.3f}", f"{geodesy.ZONE_PREFIX_METRES + x:.3f}",
                         "2000国家大地坐标系", "1985国家高程基准", "完好"))
        self.truth.add("M112", "table", "field_check.csv/field_check", "", "field_check.csv", "field_check", None,
                       "columns absent; info")
        self.truth.add("I101", "table", "field_check.csv/field_check/number", "界桩编号", "field_check.csv", "field_check",
                       None, "column absent; error")
        return {"field_check.csv": formats.csv(rows)}

    def verify(self):
        """Every distance, order and side that the truth list relies on, recomputed from the rows themselves."""
        problems = []
        for neighbour, line in self.line.items():
            placed = [r["at"] for r in self.rows if r.get("at", " ")[0] == neighbour]
            chain = sorted((plane.project(line, p)[1], serial) for _, serial, _, p in placed)
            ranks = [s for _, s in chain]
            expected = [s for s, letters in PLAN[neighbour] for _ in letters]
            expected = [s for s in expected for _ in range(2 if (neighbour, s) in DUPLICATED else 1)]
            if ranks != expected:
                problems.append(f"{neighbour}: order along the line is {ranks}, not {expected}")
            for _, serial, letter, p in placed:
                gap = plane.project(line, p)[0]
                want = OFF_LINE_METRES.get((neighbour, serial))
                if letter == "Q" and abs(gap - (want or gap)) > 0.01 or letter == "Q" and not want and gap > 1:
                    problems.append(f"{neighbour}/{serial}: {gap:.3f} m from the line")
        return problems
