"""Judge coverages with GEOS 3.12 or newer: coverage_reference.py < coverages.json > verdicts.json

Input: a list of coverages, each a list of multipolygons as nested lists of positions. Output: for each coverage the
indices of the polygons with invalid edges (shapely.coverage_invalid_edges, no gap width).
"""

import json
import sys

import shapely

if shapely.geos_version < (3, 12, 0):
    sys.exit("GEOS is older than 3.12")


def polygon(parts):
    return shapely.MultiPolygon([shapely.Polygon(part[0], part[1:]) for part in parts])


verdicts = []
for coverage in json.load(sys.stdin):
    invalid = shapely.coverage_invalid_edges([polygon(parts) for parts in coverage])
    verdicts.append([index for index, edges in enumerate(invalid) if edges is not None and not edges.is_empty])
json.dump(verdicts, sys.stdout)
