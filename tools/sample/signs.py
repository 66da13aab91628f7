"""Signs of 30 sound places; two lack their number, two share one."""

from sample import formats
from sample.names import cells

HEADER = (
    "标志编号", "地名代码", "标准名称", "罗马字母拼写", "标志类别", "设置单位", "设置时间", "东经", "北纬", "维护状态",
)  # fmt: skip
WITHOUT_NUMBER = (6, 19)
SAME_NUMBER = (11, 24)


def files(names, truth):
    places = names.sound_rows({"23510", "21610"})[::9][:30]
    rows = [HEADER]
    for i, place in enumerate(places):
        number = f"BZ{i + 1:04d}"
        if i in WITHOUT_NUMBER:
            number = None
            note = "标志编号 blank; key is ~ and a hash of the row: match by row"
            truth.add("I104", "sign", "~", place["name"], "signs.csv", "signs", i + 2, note)
        if i == SAME_NUMBER[1]:
            number = rows[SAME_NUMBER[0] + 1][0]
            first, second = (n + 2 for n in SAME_NUMBER)
            note = f"rows {first},{second} share one id"
            truth.add("I105", "sign", number, places[SAME_NUMBER[0]]["name"], "signs.csv", "signs", first, note)
        kind = "街路巷牌" if place["class"] == "23510" else "村牌"
        set_on = f"{2018 + i % 5}-{1 + i % 12:02d}-10"
        rows.append((number, place["code"], place["name"], place["romanised"], kind, "示例设置单位", set_on,
                     *cells(place["p"]), "完好"))
    return {"signs.csv": formats.csv(rows)}
