"""The texts of the sample: project file, plan and README."""

PROJECT = """\
# 示例工程：铜梁区（几何和镇街以下名称均为虚构）。Sample project; geometry and names below town level are fictional.
name: 铜梁区示例
district: 500151
asOf: 2026-11-24

inputs:
  - file: towns.shp
    kind: division
    crs: EPSG:4523
    encoding: GB18030
    accuracy_m: 0
  - file: villages.geojson
    kind: division
    accuracy_m: 0
  - file: lines.geojson
    kind: boundary_line
  - file: markers.xlsx
    kind: boundary_marker
    layer: 界桩成果表
    crs: EPSG:4523
  - file: field_check.csv
    kind: boundary_marker
    crs: EPSG:4523
  - file: inspections.csv
    kind: inspection
  - file: place_names.xlsx
    kind: place_name
    layer: 地名成果表
  - file: signs.csv
    kind: sign
  - file: cemeteries.csv
    kind: facility
  - file: constraints.geojson
    kind: constraint
  - file: population.csv
    kind: population

settings:
  accuracy_m: 0

plan: plan.yaml
"""

PLAN = """\
# 规划指标。Plan indicators, compared with the facility table by rule F401.
#
# indicators: one entry for each indicator of the plan that the facility table can answer
#   name       名称, as printed in the plan; identifies the indicator
#   unit       计量单位
#   measure    count = number of facilities · sum = total of `field` over them
#   field      canonical key of the summed column (measure: sum only)
#   where      column: value; a facility counts when every column has the value (or one of a list of values)
#   baseline   year and value the plan starts from, for information
#   target     year, value and comparison: at_least (default) or at_most
#   attribute  约束性 (binding) or 预期性 (expected)
#   source     place in the document
#
# Values are those of the published plan; the facilities of this sample are invented.
name: 重庆市铜梁区民政事业发展“十四五”规划（2021-2025年）
document: 铜府办〔2022〕19号
issued: 2022-04-02
period: {from: 2021, to: 2025}

indicators:
  - name: 农村公益性公墓数
    unit: 座
    measure: count
    where: {type: 农村公益性, status: 建成}
    baseline: {year: 2020, value: 10}
    target: {year: 2025, value: 33}
    attribute: 预期性
    source: 附表 “十四五”时期民政事业发展主要目标
  - name: 城市公益性公墓数
    unit: 座
    measure: count
    where: {type: 城市公益性, status: 建成}
    baseline: {year: 2020, value: 0}
    target: {year: 2025, value: 1}
    attribute: 预期性
    source: 附表 “十四五”时期民政事业发展主要目标
  - name: 节地生态安葬式墓位数
    unit: 位
    measure: sum
    field: eco_graves
    where: {status: 建成}
    baseline: {year: 2020, value: 200}
    target: {year: 2025, value: 500}
    attribute: 约束性
    source: 附表 “十四五”时期民政事业发展主要目标
"""

README = """\
# 铜梁示例数据

**几何图形（镇街界、村界、界线、界桩）和镇街以下的所有名称、数字均为虚构**，仅供试用和自动测试，不得作为行政区域界线或地名的
依据。真实的只有：28 个镇街和 5 个毗邻区的名称与代码，以及规划文件中的指标值。数据由 `tools/make-sample` 生成，每次运行结果逐字节
相同；其中有意埋入的错误逐条列在 `truth.csv`。

| 文件 | 内容 |
|---|---|
| `project.yaml` | 工程文件，`jieming run` 的输入 |
| `towns.*` | 28 个镇街，Shapefile，GBK 编码（无 .cpg），EPSG:4523（带号 35） |
| `villages.geojson` | 一个镇内的 6 个村 |
| `lines.geojson` | 5 条县级界线、63 条乡级界线 |
| `markers.xlsx` | 县级界桩成果表，高斯-克吕格坐标（EPSG:4523） |
| `field_check.csv` | 外业复核点，缺界桩编号列 |
| `inspections.csv` | 上一轮联检记录 |
| `place_names.xlsx` | 2000 条地名，普查成果表格式 |
| `signs.csv` | 30 块地名标志 |
| `cemeteries.csv` | 公墓台账：农村公益性 10 座既有、23 座新建，城市公益性 1 座，经营性 2 座 |
| `constraints.geojson` | 3 个限制区 |
| `population.csv` | 各镇街人口（虚构） |
| `plan.yaml` | 规划指标，格式见文件头 |
| `truth.csv` | 埋入的错误：规则、对象类型、对象键、名称、文件、图层、行号、说明 |

# Tongliang sample data

**All geometry (towns, villages, lines, markers) and every name and figure below town level are fictional**: for
trying the tool and for automatic tests only, no evidence of any boundary or place name. Real are only the names and
codes of the 28 towns and the 5 neighbouring districts, and the targets of the plan. `tools/make-sample` makes the
same bytes on every run; the faults it plants are listed in `truth.csv`.

`truth.csv` has one row for each finding that must appear: `rule, kind, key, name, file, layer, row, note`. `kind` and
`key` are those of a finding's subject. `row` is the sheet or file line of a table (header = 1) and the feature number
of a layer (first = 1); it is empty for findings about a table. A key `~` stands for a row without a key: match it by
file and row. The note gives measures, `related=` the other keys. Findings that are not `definite` are marked
`suspect`.

Licence: invented data, free for any use. Division names and codes are public facts from the NBS lists; the plan's
figures are from 铜府办〔2022〕19号.
"""


def files():
    texts = {"project.yaml": PROJECT, "plan.yaml": PLAN, "README.md": README}
    return {name: text.encode("utf-8") for name, text in texts.items()}
