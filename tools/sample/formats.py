"""Writers for the few formats the sample needs, each fixed to the byte: no clock, no locale, no library version."""

import io
import json
import struct
import zipfile
from xml.sax.saxutils import escape

SHAPE_ENCODING = "gbk"
PRJ_4523 = (
    'PROJCS["CGCS2000_3_Degree_GK_Zone_35",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",'
    'DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",35500000.0],'
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",1.0],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


def polygon_shapefile(shapes, fields, rows):
    """{suffix: bytes} of a polygon Shapefile. `shapes` are lists of closed rings, outer rings clockwise.

    `fields` are (name, type, width, decimals). No `.cpg` is made and the language byte stays 0, as in most files that
    offices hand on: a reader has to be told the encoding.
    """
    records, index = io.BytesIO(), io.BytesIO()
    everything = [p for rings in shapes for ring in rings for p in ring]
    offset = 50
    for number, rings in enumerate(shapes, start=1):
        points = [p for ring in rings for p in ring]
        starts = [sum(len(r) for r in rings[:k]) for k in range(len(rings))]
        content = struct.pack("<i4d2i", 5, *_box(points), len(rings), len(points))
        content += struct.pack(f"<{len(rings)}i", *starts)
        content += b"".join(struct.pack("<2d", *p) for p in points)
        words = len(content) // 2
        records.write(struct.pack(">2i", number, words) + content)
        index.write(struct.pack(">2i", offset, words))
        offset += words + 4

    def header(body):
        return (
            struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 50 + len(body) // 2)
            + struct.pack("<2i8d", 1000, 5, *_box(everything), 0, 0, 0, 0)
            + body
        )

    return {
        ".shp": header(records.getvalue()),
        ".shx": header(index.getvalue()),
        ".dbf": _dbf(fields, rows),
        ".prj": PRJ_4523.encode("ascii"),
    }


def _box(points):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _dbf(fields, rows):
    record_size = 1 + sum(width for _, _, width, _ in fields)
    out = struct.pack("<4BIHH20x", 3, 126, 11, 24, len(rows), 33 + 32 * len(fields), record_size)
    for name, kind, width, decimals in fields:
        out += struct.pack("<11sc4xBB14x", name.encode(SHAPE_ENCODING), kind.encode(), width, decimals)
    out += b"\r"
    for row in rows:
        out += b" "
        for (_, kind, width, decimals), value in zip(fields, row):
            text = (f"{value:.{decimals}f}" if kind == "N" else value).encode(SHAPE_ENCODING)
            out += text.rjust(width) if kind == "N" else text.ljust(width)
    return out + b"\x1a"


def geojson(name, features, bbox=None):
    """A FeatureCollection with one feature a line; `features` are (properties, geometry type, coordinates)."""
    head = {"type": "FeatureCollection", "name": name}
    if bbox is not None:
        head["bbox"] = bbox
    lines = []
    for properties, kind, coordinates in features:
        text = json.dumps(properties, ensure_ascii=False, separators=(", ", ": "))
        lines.append(
            f'{{"type": "Feature", "properties": {text}, '
            f'"geometry": {{"type": "{kind}", "coordinates": {_coordinates(coordinates)}}}}}'
        )
    start = json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [\n'
    return (start + ",\n".join(lines) + "\n]}\n").encode("utf-8")


def _coordinates(value):
    if isinstance(value[0], float):
        return "[" + ", ".join(f"{v:.9f}" for v in value) + "]"
    return "[" + ", ".join(_coordinates(v) for v in value) + "]"


def csv(rows, bom=True):
    """CSV as a Chinese Excel saves it: UTF-8 with BOM, CRLF, quotes only where needed."""

    def cell(value):
        text = "" if value is None else str(value)
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\r\n') else text

    body = "".join(",".join(cell(v) for v in row) + "\r\n" for row in rows)
    return (b"\xef\xbb\xbf" if bom else b"") + body.encode("utf-8")


class Number(str):
    """The exact digits of a numeric cell."""


def xlsx(sheet, rows, widths):
    """A workbook with one sheet, frozen header and shared strings; `None` is an empty cell, `Number` a numeric one."""
    strings = {}

    def cell(column, line, value):
        place = f'r="{_column(column)}{line}"'
        style = ' s="1"' if line == 1 else ""
        if isinstance(value, Number):
            return f"<c {place}><v>{value}</v></c>"
        position = strings.setdefault(value, len(strings))
        return f'<c {place}{style} t="s"><v>{position}</v></c>'

    body = []
    for line, row in enumerate(rows, start=1):
        cells = "".join(cell(c, line, v) for c, v in enumerate(row) if v is not None)
        body.append(f'<row r="{line}">{cells}</row>')
    columns = "".join(f'<col min="{i}" max="{i}" width="{w}" customWidth="1"/>' for i, w in enumerate(widths, start=1))
    space = ' xml:space="preserve"'
    shared = "".join(f"<si><t{space if s != s.strip() else ''}>{escape(s)}</t></si>" for s in strings)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        f'<sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font>'
        '<font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2">'
        '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(body)}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{main}" uniqueCount="{len(strings)}">{shared}</sst>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, text in parts.items():
            entry = zipfile.ZipInfo(path, date_time=(2026, 11, 24, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            archive.writestr(entry, (declaration + text).encode("utf-8"), compresslevel=9)
    return out.getvalue()


def _column(index):
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
