"""Names and codes that are real (divisions), and where the fiction puts them. See `Data/tables` for the sources."""

DISTRICT = "500151"
DISTRICT_NAME = "铜梁区"
AS_OF = "2026-11-24"

# 9-digit codes of the 28 towns and sub-districts (NBS lists 2015–2022), by site of the tessellation: which town lies
# where, and every border, is invented.
TOWN_OF_SITE = (
    ("500151001", "巴川街道"), ("500151005", "旧县街道"), ("500151101", "土桥镇"), ("500151003", "南城街道"),
    ("500151002", "东城街道"), ("500151122", "西河镇"), ("500151004", "蒲吕街道"), ("500151116", "高楼镇"),
    ("500151110", "虎峰镇"), ("500151103", "二坪镇"), ("500151104", "水口镇"), ("500151112", "福果镇"),
    ("500151106", "白羊镇"), ("500151123", "侣俸镇"), ("500151105", "安居镇"), ("500151117", "大庙镇"),
    ("500151109", "双山镇"), ("500151111", "石鱼镇"), ("500151107", "平滩镇"), ("500151113", "庆隆镇"),
    ("500151114", "少云镇"), ("500151124", "太平镇"), ("500151118", "围龙镇"), ("500151121", "安溪镇"),
    ("500151115", "维新镇"), ("500151108", "小林镇"), ("500151120", "永嘉镇"), ("500151119", "华兴镇"),
)
ROMANISED_TOWNS = {
    "巴川街道": "Bachuan Jiedao", "东城街道": "Dongcheng Jiedao", "南城街道": "Nancheng Jiedao",
    "蒲吕街道": "Pulü Jiedao", "旧县街道": "Jiuxian Jiedao", "土桥镇": "Tuqiao Zhen", "二坪镇": "Erping Zhen",
    "水口镇": "Shuikou Zhen", "安居镇": "Anju Zhen", "白羊镇": "Baiyang Zhen", "平滩镇": "Pingtan Zhen",
    "小林镇": "Xiaolin Zhen", "双山镇": "Shuangshan Zhen", "虎峰镇": "Hufeng Zhen", "石鱼镇": "Shiyu Zhen",
    "福果镇": "Fuguo Zhen", "庆隆镇": "Qinglong Zhen", "少云镇": "Shaoyun Zhen", "维新镇": "Weixin Zhen",
    "高楼镇": "Gaolou Zhen", "大庙镇": "Damiao Zhen", "围龙镇": "Weilong Zhen", "华兴镇": "Huaxing Zhen",
    "永嘉镇": "Yongjia Zhen", "安溪镇": "Anxi Zhen", "西河镇": "Xihe Zhen", "侣俸镇": "Lüfeng Zhen",
    "太平镇": "Taiping Zhen",
}  # fmt: skip
NEIGHBOURS = {"500111": "大足区", "500117": "合川区", "500118": "永川区", "500120": "璧山区", "500152": "潼南区"}


def short(name):
    """巴川街道 → 巴川, 大足区 → 大足."""
    for ending in ("街道", "镇", "区"):
        if name.endswith(ending):
            return name[: -len(ending)]
    return name


def county_line_name(neighbour):
    return f"铜{NEIGHBOURS[neighbour][0]}线"


class Truth:
    """The list of seeded faults; one row for each finding that must appear."""

    HEADER = ("rule", "kind", "key", "name", "file", "layer", "row", "note")

    def __init__(self):
        self.rows = []

    def add(self, rule, kind, key, name, file, layer, row, note=""):
        self.rows.append((rule, kind, key, name, file, layer, "" if row is None else str(row), note))

    def table(self):
        return [self.HEADER] + sorted(self.rows)
