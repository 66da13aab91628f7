"""Judge coverages with GEOS 3.12 or newer: coverage_reference.py TOLERANCE < coverages.json > verdicts.json

Input: a list of coverages, each a list of multipolygons as nested lists of positions. Output: for each coverage `units`,
the indices of the polygons with invalid edges (shapely.coverage_invalid_edges, no gap width), and `gaps`, the areas of
the holes in the union that no polygon lies in. With a tolerance in degrees, polygons are snapped to a grid of it first.
"""

import json
import sys

import shapely

if shapely.geos_version < (3, 12, 0):
    sys.exit("GEOS is older than 3.12")

tolerance = float(sys.argv[1])


def polygon(parts):
    shape = shapely.MultiPolygon([shapely.Polygon(part[0], part[1:]) for part in parts])
    return shapely.set_precision(shape, tolerance) if tolerance else shape


def gap_areas(polygons):
    union = shapely.union_all([shape if shape.is_valid else shapely.make_valid(shape) for shape in polygons])
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(union) if part.geom_type == "Polygon" for ring in part.interiors]
    gaps = [part for hole in holes for part in shapely.get_parts(hole.difference(union))]
    # A hole of an island in a hole is found in both.
    return sorted(gap.area for gap in {shapely.to_wkb(shapely.normalize(gap)): gap for gap in gaps}.values())


verdicts = []
for coverage in json.load(sys.stdin):
    polygons = [polygon(parts) for parts in coverage]
    invalid = shapely.coverage_invalid_edges(polygons)
    units = [index for index, edges in enumerate(invalid) if edges is not None and not edges.is_empty]
    verdicts.append({"units": units, "gaps": gap_areas(polygons)})
json.dump(verdicts, sys.stdout)
