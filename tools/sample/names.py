"""2,000 invented place names with the columns of the place-name census.

Every character has one reading (or one that leaves no doubt in a place name), so that the romanisation is right by
construction: see `READINGS`.
"""

import random

from sample import formats, plane
from sample.boundaries import VILLAGE_TOWN, lonlat
from sample.district import DISTRICT, DISTRICT_NAME, ROMANISED_TOWNS, TOWN_OF_SITE

FILE, SHEET = "place_names.xlsx", "地名成果表"
COUNT = 2000
# Toneless readings. The 通用规范汉字字典, 现代汉语词典 and kMandarin readings of Unihan 15.0 agree on each of these but
# 家 大 石 南 红 朝 会 员 区 合, which have rarer readings not used in such names.
READINGS = dict(
    pair.split(":") for pair in (
        "王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 黄:huang 赵:zhao 吴:wu 周:zhou 徐:xu 孙:sun 马:ma 朱:zhu 胡:hu 郭:guo "
        "何:he 高:gao 林:lin 罗:luo 郑:zheng 梁:liang 谢:xie 宋:song 唐:tang 许:xu 邓:deng 韩:han 曹:cao 彭:peng 肖:xiao "
        "田:tian 董:dong 袁:yuan 潘:pan 于:yu 蒋:jiang 蔡:cai 余:yu 杜:du 程:cheng 苏:su 魏:wei 吕:lü 姚:yao 卢:lu 姜:jiang "
        "崔:cui 钟:zhong 谭:tan 汪:wang 范:fan 金:jin 廖:liao 夏:xia 韦:wei 付:fu 方:fang 白:bai 邹:zou 孟:meng 熊:xiong "
        "秦:qin 邱:qiu 江:jiang 尹:yin 薛:xue 段:duan 雷:lei 侯:hou 龙:long 史:shi 黎:li 贺:he 顾:gu 毛:mao 郝:hao 龚:gong "
        "邵:shao 钱:qian 严:yan 武:wu 戴:dai 孔:kong 向:xiang 温:wen 康:kang 施:shi 洪:hong 倪:ni 聂:nie 冉:ran 凤:feng "
        "虎:hu 鹿:lu 鹤:he 燕:yan 莲:lian 荷:he 梅:mei 兰:lan 竹:zhu 菊:ju 松:song 桂:gui 桃:tao 杏:xing 梨:li 柑:gan 橘:ju "
        "茶:cha 麻:ma 稻:dao 麦:mai 桑:sang 榆:yu 柳:liu 槐:huai 枫:feng 樟:zhang 楠:nan 银:yin 铁:tie 玉:yu 珠:zhu 宝:bao "
        "文:wen 福:fu 寿:shou 喜:xi 庆:qing 丰:feng 平:ping 宁:ning 清:qing 明:ming 新:xin 胜:sheng 民:min 富:fu 兴:xing "
        "旺:wang 永:yong 恒:heng 光:guang 星:xing 月:yue 云:yun 霞:xia 春:chun 秋:qiu 东:dong 西:xi 南:nan 北:bei 青:qing "
        "紫:zi 双:shuang 花:hua 草:cao 水:shui 河:he 湖:hu 溪:xi 泉:quan 塘:tang 堰:yan 池:chi 井:jing 湾:wan 沟:gou 坝:ba "
        "坪:ping 坡:po 岭:ling 峰:feng 岩:yan 沙:sha 土:tu 园:yuan 山:shan 川:chuan 滩:tan 沱:tuo 渡:du 口:kou 桥:qiao 路:lu "
        "街:jie 门:men 楼:lou 台:tai 亭:ting 寺:si 庙:miao 祠:ci 堂:tang 院:yuan 城:cheng 寨:zhai 营:ying 坊:fang 窑:yao 房:fang "
        "屋:wu 塆:wan 垭:ya 坳:ao 嘴:zui 坎:kan 岗:gang 冲:chong 仁:ren 义:yi 礼:li 智:zhi 信:xin 德:de 善:shan 美:mei 建:jian "
        "跃:yue 阳:yang 启:qi 棠:tang 济:ji 学:xue 社:she 村:cun 委:wei 镇:zhen 苑:yuan 公:gong 小:xiao 库:ku 海:hai 瓦:wa "
        "碾:nian 磨:mo 牛:niu 羊:yang 鱼:yu 桐:tong 茅:mao 芦:lu 隆:long 泰:tai 祥:xiang 瑞:rui 源:yuan 茂:mao 裕:yu 正:zheng "
        "家:jia 大:da 石:shi 红:hong 朝:chao 会:hui 员:yuan 区:qu 合:he 快:kuai 盛:sheng 世:shi 场:chang 广:guang 长:chang"
    ).split()
)  # fmt: skip
DOUBTFUL = set("家大石南红朝会员区合盛场长")
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩曹彭肖田董袁潘蒋蔡余杜程苏魏吕姚卢姜崔钟谭汪范金廖夏韦付方白邹孟熊秦邱"
    "江尹薛段雷侯龙史黎贺顾毛郝龚邵钱严武戴孔向温康施洪倪聂冉"
)
FIRST = "龙凤虎鹿鹤燕莲荷梅兰竹松桂桃杏梨茶桑柳槐枫樟楠银铁玉宝文福寿喜丰清明新永光星月云霞春秋青紫双花金白黄碾瓦茅芦隆泰祥瑞源茂裕"
SECOND = "泉塘堰池井湾坝坪坡岭峰岩滩渡口桥门楼台亭寺庙堂园山溪河林院寨坊"
VIRTUES = "福寿喜庆丰平宁清明新胜民富兴旺永恒光春秋仁义礼智信德善美文隆泰祥瑞源茂裕正阳棠济"
RURAL_ENDINGS = (
    "湾", "塆", "沟", "坝", "坪", "院", "嘴", "坎", "坡", "垭口", "岩", "祠堂", "大院", "房", "屋", "井", "桥", "河坝", "坳",
    "石坝", "新房", "老院",
)  # fmt: skip
READINGS["老"] = "lao"
HEADER = (
    "地名代码", "标准名称", "罗马字母拼写", "地名类别", "类别代码", "东经", "至东经", "北纬", "至北纬", "坐标系", "测量方法",
    "所在(跨)行政区", "所属行政区划代码", "设立年份", "使用时间", "地名的含义", "地名的历史沿革", "地理实体概况", "密级", "登记时间",
    "登记人", "登记单位",
)  # fmt: skip
CLASS = {
    "21500": "乡级政区", "21610": "行政村", "27610": "村民委员会", "21620": "社区", "22200": "农村居民点", "22100": "城镇居民点",
    "23510": "城镇道路街巷", "12100": "河流", "24230": "水库", "23610": "桥梁", "13400": "山地", "27300": "事业单位",
    "25200": "公园", "26310": "广场",
}  # fmt: skip
LINES_AND_AREAS = {"23510", "12100", "24230"}


def romanise(name, split):
    """Words of `split` (or the whole name as one word), first letter of each in capitals."""
    words = []
    for word in split or [name]:
        syllables = [READINGS[c] for c in word]
        text = syllables[0]
        for s in syllables[1:]:
            text += ("'" if s[0] in "aoe" else "") + s
        words.append(text[0].upper() + text[1:])
    return " ".join(words)


def cells(p):
    """Numeric cells (longitude, latitude) to 1 cm."""
    lon, lat = lonlat(p)
    return formats.Number(f"{lon:.7f}"), formats.Number(f"{lat:.7f}")


class Names:
    def __init__(self, seed, boundaries, truth):
        self.rng = random.Random(f"{seed}/names")
        self.boundaries = boundaries
        self.truth = truth
        self.sounds = set()
        self.serial = {}
        self.cells = {}
        self.rows = []
        self.village_names = []
        self.untouchable = set()
        towns = sorted(TOWN_OF_SITE)
        for code, name in towns:
            self._town(code, name)
        self._rivers_across()
        self._repeated_in_other_towns(towns)
        while len(self.rows) < COUNT - 7:
            self._hamlet(*towns[len(self.rows) % 28])
        self._same_names()
        self._letters()
        assert len(self.rows) == COUNT, len(self.rows)
        self.rows.sort(key=lambda r: (r["unit"], r["class"], r["code"]))
        self._faults()

    # Making names

    def _fresh(self, make):
        """A name whose sound occurs nowhere else in the district, so that no duplicate arises by chance."""
        while True:
            name, split = make()
            sound = romanise(name, split).replace(" ", "").lower()
            if sound not in self.sounds:
                self.sounds.add(sound)
                return name, split

    def _two(self, first=FIRST, second=SECOND):
        while True:
            a, b = self.rng.choice(first), self.rng.choice(second)
            if a != b:
                return a + b

    def _ending(self, generic, first=FIRST, second=SECOND):
        def make():
            specific = self._two(first, second)
            return specific + generic, [specific, generic]

        return self._fresh(make)

    def _hamlet_name(self):
        def make():
            if self.rng.random() < 0.75:
                name = self.rng.choice(SURNAMES) + "家" + self.rng.choice(RURAL_ENDINGS)
            else:
                name = self._two() + self.rng.choice("湾塆沟坝坪嘴坎坡院")
            return name, None

        return self._fresh(make)

    def _add(self, code, unit, kind, name, split, p=None, year=None, romanised=None):
        serial = self.serial[kind] = self.serial.get(kind, 0) + 1
        town = code[6:] if len(code) == 9 else "000"
        p = p or self._point(code)
        row = {
            "code": f"{DISTRICT}{town}{kind}{serial:06d}", "name": name, "class": kind, "unit": unit, "unit_code": code,
            "romanised": romanised or romanise(name, split), "p": p, "to": None,
            "year": year or self.rng.randint(1912, 2012), "split": split,
        }
        if kind in LINES_AND_AREAS:
            row["to"] = self._far_end(code, p)
        self.rows.append(row)
        return row

    # Places

    def _point(self, code):
        while True:
            p = self.boundaries.random_point(self.rng, code, 160)
            if self._is_free(p):
                return p

    def _is_free(self, p):
        cell = int(p[0] // 60), int(p[1] // 60)
        if any((cell[0] + i, cell[1] + j) in self.cells for i in (-1, 0, 1) for j in (-1, 0, 1)):
            return False
        self.cells[cell] = True
        return True

    def _far_end(self, code, p):
        """The other end of a street, stream or lake: north-east of p, the box of both ends inside the town."""
        size = 700.0
        while True:
            q = p[0] + size * self.rng.uniform(0.3, 1), p[1] + size * self.rng.uniform(0.3, 1)
            if not self.boundaries.border_passes(code, p, q, 100):
                return q
            size *= 0.8

    # Content of a town

    def _town(self, code, unit):
        urban = unit.endswith("街道")
        name, split = unit, None
        self._add(code, unit, "21500", name, split, romanised=ROMANISED_TOWNS[unit])
        for position in range(5 if urban else 8):
            self._village(code, unit, position)
        for _ in range(5 if urban else 1):
            self._add(code, unit, "21620", *self._ending("社区", VIRTUES, VIRTUES))
        for _ in range(18 if urban else 3):
            generic = self.rng.choice(("路", "街"))
            self._add(code, unit, "23510", *self._ending(generic, VIRTUES + "东西北", VIRTUES + "门桥山泉"))
        for _ in range(7 if urban else 0):
            self._add(code, unit, "22100", *self._ending(self.rng.choice(("花园", "家园", "苑")), VIRTUES, VIRTUES),
                      year=self.rng.randint(1994, 2014))
        for kind, generic, number in (("12100", "溪", 1), ("24230", "水库", 2), ("23610", "桥", 2), ("13400", "山", 2),
                                      ("27300", "小学", 1), ("25200", "公园", 1 if urban else 0)):
            for _ in range(number):
                second = SECOND.replace(generic, "") if len(generic) == 1 else SECOND
                self._add(code, unit, kind, *self._ending(generic, FIRST, second))

    def _village(self, code, unit, position):
        """行政村, its 村委会 and sometimes a 自然村 of the same name: legal repetition."""
        name, split = self._ending("村")
        p = None
        if code == VILLAGE_TOWN and position < 6:
            ring = self.boundaries.village_rings[position]
            p = sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
            self._is_free(p)
            self.village_names.append(name)
        self._add(code, unit, "21610", name, split, p)
        committee = "村民委员会"
        self._add(code, unit, "27610", name + committee, [*split, "村民", "委员会"])
        if position == 0:
            self._add(code, unit, "22200", name, None)

    def _hamlet(self, code, unit):
        self._add(code, unit, "22200", *self._hamlet_name())

    def _repeated_in_other_towns(self, towns):
        """The same hamlet name in two towns is legal."""
        for i in range(12):
            name, split = self._hamlet_name()
            for code, unit in (towns[i], towns[i + 14]):
                self.untouchable.add(self._add(code, unit, "22200", name, split)["code"])

    def _rivers_across(self):
        """Streams through two towns, declared with both: the point may lie in either."""
        for code in ("500151101", "500151110", "500151114"):
            other = min(c for c in self.boundaries.neighbours_of(code) if c > code)
            unit = f"{self.boundaries.name[code]}、{self.boundaries.name[other]}"
            name, split = self._ending("河")
            p = self._point(code)
            row = self._crossing_river(unit, name, split, p, code)
            self.untouchable.add(row["code"])

    def _crossing_river(self, unit, name, split, p, code):
        serial = self.serial["12100"] = self.serial.get("12100", 0) + 1
        row = {
            "code": f"{DISTRICT}00012100{serial:06d}", "name": name, "class": "12100",
            "unit": unit, "unit_code": DISTRICT, "romanised": romanise(name, split), "p": p, "to": self._far_end(code, p), "year": 1912, "split": split,
        }
        self.rows.append(row)
        return row

    # Seeded faults

    def _same_names(self):
        """Four rows that repeat a name within its legal scope (two hamlets, two villages), two of a new street."""
        towns = dict(TOWN_OF_SITE)
        pairs = []
        name, split = self._hamlet_name()
        pairs.append(("old: two hamlets in one town", [
            self._add("500151107", towns["500151107"], "22200", name, split) for _ in range(2)]))
        name, split = self._ending("村")
        pairs.append(("old: two villages in one county", [
            self._add(c, towns[c], "21610", name, split) for c in ("500151105", "500151118")]))
        name, split = self._ending("路", VIRTUES, VIRTUES)
        pairs.append(("new: street of 2023 repeats an older one", [
            self._add("500151001", towns["500151001"], "23510", name, split, year=y) for y in (1998, 2023)]))
        self.same = pairs
        for _, rows in pairs:
            self.untouchable |= {r["code"] for r in rows}

    def _letters(self):
        self._add("500151002", "东城街道", "26310", "盛世MALL广场", None, romanised="Shengshi MALL Guangchang",
                  year=2011)
        self.untouchable.add(self.rows[-1]["code"])

    def _faults(self):
        pick = self._picker()
        for note, rows in self.same:
            first = min(rows, key=lambda r: r["code"])
            others = ",".join(sorted(r["code"] for r in rows if r is not first))
            self._record("N501", first, f"{note}; related={others}")
        for row in self.rows:
            if "MALL" in row["name"]:
                self._record("N302", row, "Latin letters MALL; suspect")
        row = pick("22100")
        row["name"] = row["name"][:2] + "EE" + row["name"][2:]
        head = romanise(row["split"][0], None)
        row["romanised"] = f"{head} EE {romanise(row['split'][1], None)}"
        self._record("N302", row, "Latin letters EE; suspect")
        self._code_faults(pick)
        self._coordinate_faults(pick)
        self._character_faults(pick)
        self._sound_faults(pick)
        self._place_faults(pick)

    def _picker(self):
        """Hand out rows one after the other, each once, of a class and without doubtful characters."""
        used = {id(r) for r in self.rows if r["code"] in self.untouchable}
        order = list(range(len(self.rows)))
        self.rng.shuffle(order)
        village_like = {r["name"] for r in self.rows if r["class"] == "21610"}

        def pick(kind, sure=False, unit=None, wanted=lambda row: True):
            for i in order:
                row = self.rows[i]
                if id(row) in used or row["class"] != kind or row["name"] in village_like:
                    continue
                if sure and set(row["name"]) & DOUBTFUL or unit and row["unit_code"] != unit or not wanted(row):
                    continue
                used.add(id(row))
                return row
            raise SystemExit(f"make-sample: no row of class {kind} left")

        return pick

    def _code_faults(self, pick):
        for unit, copies in (("500151103", 1), ("500151116", 2)):
            rows = sorted((pick("22200", unit=unit) for _ in range(copies + 1)), key=lambda r: self.rows.index(r))
            for row in rows[1:]:
                row["code"] = rows[0]["code"]
            lines = ",".join(str(self.rows.index(r) + 2) for r in rows)
            self._record("I105", rows[0], f"rows {lines} share one code")
        for text, unit, note in (
            ("5.00151E+19", "500151111", "20 digits shown in scientific notation"),
            ("50015111322200000000", "500151113", "digits past the 15th became zeros"),
        ):
            row = pick("22200", unit=unit)
            row["code"] = text
            self._record("I106", row, note)

    def _coordinate_faults(self, pick):
        row = pick("22200")
        row["cells"] = (None, None)
        self._record("R101", row, "both coordinate cells blank")
        row = pick("23610")
        row["cells"] = (formats.Number("0"), formats.Number("0"))
        self._record("R101", row, "0, 0")
        row = pick("22200")
        row["cells"] = cells(row["p"])[::-1]
        self._record("R102", row, "longitude and latitude exchanged")
        row = pick("13400")
        lon, lat = cells(row["p"])
        row["cells"] = (formats.Number(f"{float(lon) + 0.9:.7f}"), lat)
        row["unit"] = row["unit_code"] = None
        self._record("R111", row, "longitude 0.9° too large; no unit declared")
        self._record("N901", row, "no unit declared")

    def _character_faults(self, pick):
        for kind, wanted, change, note in (
            ("22200", "山", lambda n: n.replace("山", "\u2f2d"), "Kangxi radical U+2F2D for 山"),
            ("23610", "柳", lambda n: n.replace("柳", "\uf9c9"), "compatibility ideograph U+F9C9 for 柳"),
            ("24230", "", lambda n: n[:2] + "\u200b" + n[2:], "zero width space U+200B"),
        ):
            row = pick(kind, wanted=lambda r, w=wanted: w in r["name"])
            row["name"] = change(row["name"])
            self._record("N102", row, note)

    def _sound_faults(self, pick):
        def wrong(row, text, note):
            row["romanised"], right = text, row["romanised"]
            self._record("N601", row, f"{note}; right: {right}")

        row = pick("23510", sure=True, wanted=lambda r: "ing" in r["romanised"])
        wrong(row, row["romanised"].replace("ing", "img", 1), "no such syllable")
        row = pick("24230", sure=True)
        head, tail = row["romanised"].split(" ", 1)
        wrong(row, f"{romanise(row['name'][0], None)} {tail}", "one syllable lost")
        row = pick("13400", sure=True, wanted=lambda r: r["name"][1] not in "园院")
        wrong(row, f"{romanise(row['name'][0], None)}yuan Shan", "another character's reading")
        row = pick("21620", sure=False, wanted=lambda r: not set(r["name"][:2]) & DOUBTFUL)
        wrong(row, row["romanised"].replace("Shequ", "Sequ"), "no reading se for 社")

    def _place_faults(self, pick):
        for kind, low, high in (("22200", 25, 60), ("22200", 200, 600), ("23610", 600, 1500), ("27300", 1500, 6000)):
            row = pick(kind)
            code, p, gap = self._neighbouring_point(row["unit_code"], low, high)
            row["p"] = p
            self._record("N801", row, f"in {self.boundaries.name[code]}, {gap:.1f} m outside the declared unit")

    def _neighbouring_point(self, code, low, high):
        ring = self.boundaries.ring[code]
        true = self.boundaries.true_ring[code]
        while True:
            other = self.rng.choice(sorted(self.boundaries.neighbours_of(code)))
            p = self.boundaries.random_point(self.rng, other, 25)
            gap = plane.project(ring + ring[:1], p)[0]
            if low < gap < high and abs(gap - plane.project(true + true[:1], p)[0]) < 1e-6 and self._is_free(p):
                return other, p, gap

    def _record(self, rule, row, note):
        self.truth.add(rule, "place_name", row["code"], row["name"], FILE, SHEET, self.rows.index(row) + 2, note)

    # Files

    def _sheet_row(self, i, row):
        kind = CLASS[row["class"]]
        lon, lat = row.get("cells") or cells(row["p"])
        to_lon, to_lat = cells(row["to"]) if row["to"] else (None, None)
        year = str(row["year"])
        registered = f"{2015 + i % 3}-{1 + i % 12:02d}-{1 + i % 28:02d} 00:00:00"
        if row["year"] > 2018:
            registered = f"{year}-06-15 00:00:00"
        secrecy = None if i % 41 == 7 else "秘密" if i % 211 == 5 else "公开"
        where = row["unit"] or DISTRICT_NAME
        return (
            row["code"], row["name"], row["romanised"], kind, row["class"], lon, to_lon, lat, to_lat, "2000国家大地坐标系",
            "图解测量" if i % 3 else "实地测量", row["unit"], row["unit_code"], year, "现今地名",
            ("因当地地形得名", "因当地物产得名", "以美好愿望得名", "因早年居民姓氏得名", "沿用旧名")[i % 5],
            f"{year}年起使用，沿用至今", f"位于{where}，属{kind}", secrecy, registered, "示例登记员", "示例登记单位",
        )

    def files(self):
        body = [self._sheet_row(i, row) for i, row in enumerate(self.rows)]
        widths = [23, 18, 24, 12, 10, 13, 13, 12, 12, 18, 10, 16, 12, 10, 10, 18, 20, 24, 8, 20, 12, 14]
        return {FILE: formats.xlsx(SHEET, [HEADER, *body], widths)}

    def sound_rows(self, kinds):
        """Rows of these classes that no fault touches."""
        faulty = {row[2] for row in self.truth.rows if row[1] == "place_name"}
        return [
            r for r in self.rows
            if r["class"] in kinds and r["code"] not in faulty | self.untouchable and not r.get("cells")
        ]
