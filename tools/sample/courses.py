"""Course texts (走向说明) of three county lines, with their seeded faults."""

import math

from sample import geodesy, plane
from sample.district import county_line_name

WINDS = (
    "北", "北偏东北", "东北", "东偏东北", "东", "东偏东南", "东南", "南偏东南",
    "南", "南偏西南", "西南", "西偏西南", "西", "西偏西北", "西北", "北偏西北",
)  # fmt: skip
# The markers named, in the order of the text.
NAMED = {
    "500111": ((1, "Q"), (4, "Q"), (6, "Q"), (8, "Q"), (9, "Q")),
    "500117": ((1, "Q"), (3, "Q"), (4, "Q"), (7, "Q"), (9, "Q")),
    "500152": ((1, "Q"), (4, "A"), (2, "Q"), (7, "Q"), (9, "Q")),
}
FALSE_DIRECTION = ("500111", 1)  # the second leg
FALSE_LENGTH = ("500117", 2)
FALSE_ORDER = "500152"


def true_azimuth(a, b):
    longitude, latitude = geodesy.inverse(*a)
    away = math.radians(longitude - geodesy.CENTRAL_MERIDIAN_DEGREES)
    convergence = math.atan(math.tan(away) * math.sin(math.radians(latitude)))
    return math.degrees(math.atan2(b[0] - a[0], b[1] - a[1]) + convergence) % 360


def angle(a, b):
    return abs((a - b + 180) % 360 - 180)


def texts(posts, lines, truth):
    """{neighbour: text}"""
    result = {}
    for neighbour, named in NAMED.items():
        line, name = lines[neighbour], county_line_name(neighbour)
        row = sorted(lines).index(neighbour) + 1
        stops = [(posts.number(neighbour, *marker), posts.chainage(neighbour, *marker)) for marker in named]
        phrases = []
        for leg, ((_, start), (number, end)) in enumerate(zip(stops, stops[1:])):
            if neighbour == FALSE_ORDER:
                phrases.append(f"至{number}号界桩")
                continue
            a, b = plane.interpolate(line, start)[0], plane.interpolate(line, end)[0]
            first = plane.interpolate(line, start + 50)[0]
            azimuths = true_azimuth(a, b), true_azimuth(a, first)
            wind = WINDS[round(azimuths[0] / 22.5) % 16]
            length = round((end - start) / geodesy.point_scale(a[0]), -1)
            if (neighbour, leg) == FALSE_DIRECTION:
                index = max(range(16), key=lambda i: min(angle(22.5 * i, azimuth) for azimuth in azimuths))
                wind = WINDS[index]
                note = f"leg {leg + 1} says {wind}, the mean azimuth is {azimuths[0]:.0f}"
                truth.add("B207", "boundary_line", name, name, "lines.geojson", "lines", row, note)
            if (neighbour, leg) == FALSE_LENGTH:
                note = f"leg {leg + 1} says half of {length:.0f} m"
                truth.add("B207", "boundary_line", name, name, "lines.geojson", "lines", row, note)
                length = round(length / 2, -1)
            phrases.append(f"向{wind}约{length / 1000:.2f}千米，至{number}号界桩")
        if neighbour == FALSE_ORDER:
            truth.add("B207", "boundary_line", name, name, "lines.geojson", "lines", row, "004 stands before 002")
        result[neighbour] = f"从{stops[0][0]}号界桩起，边界线" + "；".join(phrases) + "止。"
    return result
