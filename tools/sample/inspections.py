"""Records of the last joint inspections (CSV), with their seeded faults; the conditions of the marker table go with them."""

from sample import formats
from sample.boundaries import COUNTY_LINE
from sample.district import county_line_name

FILE, LAYER = "inspections.csv", "inspections"
HEADER = (
    "界桩编号", "界线名称", "检查日期", "联检轮次", "标志现状", "处理措施", "毗邻方到场", "备案", "方位物变化", "跨界生产建设",
    "跨界建设已征得同意", "地形地物变化",
)  # fmt: skip
# (neighbour, serial, letter, condition, measure, neighbour present, filed, reference object, construction, consent, terrain)
RECORDS = (
    ("500111", 1, "Q", "完好", "描红", "是", "否", "无", "无", "", "无"),
    ("500111", 6, "Q", "倾斜", "扶正", "是", "是", "无", "无", "", "无"),
    ("500117", 1, "Q", "完好", "描红", "是", "否", "无", "采石场越界开采", "否", "无"),
    ("500117", 3, "Q", "损坏", "重新埋设", "否", "是", "无", "无", "", "无"),
    ("500118", 1, "Q", "完好", "", "是", "否", "电杆已拆除", "无", "", "无"),
    ("500152", 7, "Q", "丢失", "", "是", "否", "无", "无", "", "溪沟改道"),
    ("500152", 9, "Q", "移位", "移回原位", "是", "否", "无", "村道改建", "是", "无"),
)  # fmt: skip
IRREGULAR = {("500117", 3): "repaired without the neighbour", ("500152", 9): "moved back, not filed"}
LOST = {("500152", 7): "lost at the last inspection, no measure"}


def files(posts, truth):
    rows = [HEADER]
    for number, (neighbour, serial, letter, *rest) in enumerate(RECORDS, start=2):
        _, inspected, round_name = COUNTY_LINE[neighbour]
        name, full = county_line_name(neighbour), posts.number(neighbour, serial, letter)
        rows.append((full, name, inspected, round_name, *rest))
        key = f"{name}/{full}/{inspected}"
        if (neighbour, serial) in IRREGULAR:
            truth.add("M203", "inspection", key, full, FILE, LAYER, number, IRREGULAR[neighbour, serial])
        if (neighbour, serial) in LOST:
            truth.add("M202", "boundary_marker", f"{name}/{serial:03d}/{letter}", full, FILE, LAYER, number,
                      LOST[neighbour, serial])
    return {FILE: formats.csv(rows)}
