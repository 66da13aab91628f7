"""Cemeteries, population and constraint areas with their seeded faults. Figures and places are invented."""

import math
import random

from sample import formats, plane
from sample.boundaries import lonlat
from sample.district import TOWN_OF_SITE

FILE, LAYER = "cemeteries.csv", "cemeteries"
CODE = {name: code for code, name in TOWN_OF_SITE}
NAME = dict(TOWN_OF_SITE)
TOWNS = sorted(code for code, name in NAME.items() if name.endswith("镇"))
# Where the ten older rural cemeteries are: three sub-districts with villages, seven towns.
EXISTING_IN = ("南城街道", "蒲吕街道", "旧县街道", "安居镇", "虎峰镇", "侣俸镇", "平滩镇", "大庙镇", "少云镇", "永嘉镇")
# The 23 new ones, one in each town, are built unless named here.
STATUS = {"西河镇": "规划", "大庙镇": "规划", "华兴镇": "在建", "双山镇": "在建", "永嘉镇": "在建", "福果镇": "停用"}
# Declared service units override location: 小林镇's own cemetery is declared for 双山镇 alone.
SERVES = {"小林镇": ("双山镇",), "土桥镇": ("土桥镇", "二坪镇"), "庆隆镇": ("庆隆镇", "石鱼镇")}
WITHOUT_FACILITY = {
    "西河镇": "its only rural cemetery is 规划", "华兴镇": "its only rural cemetery is 在建",
    "福果镇": "its only rural cemetery is 停用", "小林镇": "the built one there is declared to serve 双山镇 only",
}  # fmt: skip
PLANNED_MU, PLANNED_INVESTMENT = 780, 1400  # totals that the plan states for the 23
ECO_TARGET, RURAL_TARGET = 500, 33
HEADER = (
    "名称", "设施类别", "类型", "状态", "期次", "所在镇街", "地址", "占地面积", "建设时间", "审批文号", "用地手续", "服务镇街列表",
    "规划墓位", "已建墓位", "已用墓位", "剩余墓位", "节地墓位数", "投资", "管理单位", "东经", "北纬", "密级",
)  # fmt: skip
GARDENS = (
    "青松", "翠竹", "春晖", "长青", "福宁", "永宁", "桂园", "荷塘", "明月", "清泉", "祥云", "东山", "西岭", "北坡", "松林",
    "柳溪", "石泉", "梅岭", "兰溪", "竹海", "枫林", "银杏", "金桂", "玉泉", "宝山", "龙潭", "凤岭", "鹤山", "鹿鸣", "云台",
    "霞光", "晴川", "秋水", "冬青", "朝阳", "晨曦",
)  # fmt: skip


class Facilities:
    def __init__(self, seed, boundaries, truth):
        self.rng = random.Random(f"{seed}/facilities")
        self.boundaries = boundaries
        self.truth = truth
        self.areas = self._constraint_areas()
        self.rows = []
        self._cemeteries()
        self._faults()

    # Cemeteries

    def _cemeteries(self):
        gardens = iter(GARDENS)
        share_mu, share_cost = self._shares(PLANNED_MU), self._shares(PLANNED_INVESTMENT)
        for town in EXISTING_IN:
            self._rural(town, next(gardens), "建成", "既有", (town,), self.rng.randint(8, 25), self.rng.randint(40, 90))
        for code, mu, cost in zip(TOWNS, share_mu, share_cost):
            town = NAME[code]
            self._rural(town, next(gardens), STATUS.get(town, "建成"), "十四五新建", SERVES.get(town, (town,)), mu, cost)
        everyone = tuple(NAME[c] for c in sorted(NAME))
        self._add("铜梁区示例城市公益性公墓", "城市公益性", "建成", "一期", "南城街道", 150, 2024, everyone, 16500, 3000, 60)
        self._add("铜梁区示例经营性公墓一", "经营性", "建成", "既有", "旧县街道", 210, 2012, everyone, 6000, 5200, 0)
        self._add("铜梁区示例经营性公墓二", "经营性", "建成", "既有", "蒲吕街道", 190, 2019, everyone, 9000, 4100, 0)

    def _shares(self, total):
        """23 whole numbers near each other that sum to `total`."""
        base = total // 23
        shares = [base + d for d in (-4, 3, -2, 5, 0, -3, 2, 4, -5, 1, 0, -1, 3, -3, 2, -2, 4, -4, 1, -1, 0, 0)]
        return [*shares, total - sum(shares)]

    def _rural(self, town, garden, status, phase, serves, mu, cost):
        year = self.rng.randint(2010, 2019) if phase == "既有" else self.rng.randint(2021, 2025)
        graves = 20 * mu if status in ("建成", "停用") else 0
        self._add(f"{town}{garden}公益性公墓", "农村公益性", status, phase, town, mu, year, serves, cost, graves,
                  14 if status == "建成" else 0)

    def _add(self, name, kind, status, phase, town, mu, year, serves, cost, graves, eco):
        built = status in ("建成", "停用")
        used = int(graves * self.rng.uniform(0.05, 0.6))
        lon, lat = lonlat(self._free_point(CODE[town]))
        self.rows.append({
            "名称": name, "设施类别": "公墓", "类型": kind, "状态": status, "期次": phase, "所在镇街": town, "占地面积": mu,
            "建设时间": year if built else None, "审批文号": f"铜民示例〔{year}〕{len(self.rows) + 1}号",
            "用地手续": f"示例用地〔{year}〕{len(self.rows) + 1}号",
            "服务镇街列表": ";".join(CODE[t] for t in serves), "规划墓位": max(graves, 20 * mu), "已建墓位": graves,
            "已用墓位": used, "剩余墓位": graves - used, "节地墓位数": eco, "投资": cost,
            "管理单位": f"{town}人民政府" if town.endswith("镇") else f"{town}办事处",
            "东经": f"{lon:.7f}", "北纬": f"{lat:.7f}", "密级": "公开",
        })

    def _free_point(self, code):
        while True:
            p = self.boundaries.random_point(self.rng, code, 400)
            if all(plane.distance(p, centre) > radius + 600 for _, _, centre, radius in self.areas):
                return p

    # Faults

    def _faults(self):
        for town, note in WITHOUT_FACILITY.items():
            self.truth.add("F101", "division", CODE[town], town, "towns.shp", "towns",
                           self.boundaries.town_row(CODE[town]), note)
        blank = next(i for i, r in enumerate(self.rows) if r["所在镇街"] == "西河镇")
        self.rows[blank]["东经"] = self.rows[blank]["北纬"] = None
        self._record("R101", blank, "both coordinate cells blank")
        outside = len(self.rows) - 1
        p = self._beyond_the_line("500120", 2300.0)
        self.rows[outside]["东经"], self.rows[outside]["北纬"] = (f"{v:.7f}" for v in lonlat(p))
        gap = plane.project(self.boundaries.county_line["500120"], p)[0]
        self._record("R111", outside, f"{gap:.0f} m outside")
        self.truth.add("I101", "table", f"{FILE}/{LAYER}/address", "地址", FILE, LAYER, None, "column all empty; info")
        built = [r for r in self.rows if r["类型"] == "农村公益性" and r["状态"] == "建成"]
        eco = sum(r["节地墓位数"] for r in self.rows if r["状态"] == "建成")
        for name, value, target in (("农村公益性公墓数", len(built), RURAL_TARGET), ("节地生态安葬式墓位数", eco, ECO_TARGET)):
            self.truth.add("F401", "table", f"plan.yaml/indicators/{name}", name, "plan.yaml", "indicators", None,
                           f"{value} of {target}")

    def _beyond_the_line(self, neighbour, metres):
        line = self.boundaries.county_line[neighbour]
        for i in range(40, len(line) - 40):
            for way in (metres, -metres):
                p = plane.shifted(line[i], plane.left_normal(line[i], line[i + 1]), way)
                inside = any(plane.contains(ring, p) for ring in self.boundaries.ring.values())
                if not inside and plane.project(line, p)[0] > metres - 200:
                    return p
        raise SystemExit("make-sample: no place beyond the line; change the seed")

    def _record(self, rule, index, note):
        row = self.rows[index]
        self.truth.add(rule, "facility", f"{row['名称']}@{row['所在镇街']}", row["名称"], FILE, LAYER, index + 2, note)

    # Other tables

    def _constraint_areas(self):
        areas = []
        for kind, name, town in (("水源保护区", "示例水源保护区", "安居镇"), ("永久基本农田", "示例基本农田片", "平滩镇"),
                                 ("水库", "示例水库", "大庙镇")):
            radius = self.rng.uniform(350, 600)
            areas.append((kind, name, self.boundaries.random_point(self.rng, CODE[town], 900), radius))
        return areas

    def _constraints(self):
        features = []
        for kind, name, (x, y), radius in self.areas:
            ring = []
            for step in range(24):
                r = radius * self.rng.uniform(0.8, 1.0)
                angle = 2 * math.pi * step / 24
                ring.append(lonlat(plane.mm((x + r * math.cos(angle), y + r * math.sin(angle)))))
            features.append(({"类别": kind, "名称": name}, "Polygon", [ring + ring[:1]]))
        every = [p for _, _, rings in features for p in rings[0]]
        # RFC 7946 wants 2n numbers: the last one was lost.
        bbox = [min(p[0] for p in every), min(p[1] for p in every), max(p[0] for p in every)]
        self.truth.add("I109", "table", "constraints.geojson/constraints", "constraints", "constraints.geojson",
                       "constraints", None, "$.bbox has 3 numbers")
        return formats.geojson("constraints", features, bbox)

    def _population(self):
        rows = [("区划代码", "名称", "人口", "年份")]
        for i, code in enumerate(sorted(NAME)):
            rows.append((code, NAME[code], 11100 + 1100 * (i % 9) if NAME[code].endswith("镇") else 55500, 2025))
        return formats.csv(rows)

    def files(self):
        cemeteries = [HEADER] + [[row.get(h) for h in HEADER] for row in self.rows]
        return {
            FILE: formats.csv(cemeteries),
            "population.csv": self._population(),
            "constraints.geojson": self._constraints(),
        }
