"""Gauss-Krüger on the CGCS2000 ellipsoid: Krüger's series in the third flattening n, to order 6.

The script must run with the Python standard library alone, so it cannot ask PROJ. Coefficients: Karney (2011),
"Transverse Mercator with an accuracy of a few nanometers", equations 35 and 36. `--self-check` compares them with PROJ.
"""

import math

SEMI_MAJOR_METRES = 6378137.0
FLATTENING = 1 / 298.257222101
CENTRAL_MERIDIAN_DEGREES = 105.0
FALSE_EASTING_METRES = 500000.0
ZONE_PREFIX_METRES = 35_000_000.0

_N = FLATTENING / (2 - FLATTENING)
_E = math.sqrt(FLATTENING * (2 - FLATTENING))
RECTIFYING_RADIUS_METRES = SEMI_MAJOR_METRES / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64 + _N**6 / 256)

_ALPHA = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180 - 127 * _N**5 / 288 + 7891 * _N**6 / 37800,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440 + 281 * _N**5 / 630 - 1983433 * _N**6 / 1935360,
    61 * _N**3 / 240 - 103 * _N**4 / 140 + 15061 * _N**5 / 26880 + 167603 * _N**6 / 181440,
    49561 * _N**4 / 161280 - 179 * _N**5 / 168 + 6601661 * _N**6 / 7257600,
    34729 * _N**5 / 80640 - 3418889 * _N**6 / 1995840,
    212378941 * _N**6 / 319334400,
)
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360 - 81 * _N**5 / 512 + 96199 * _N**6 / 604800,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440 + 46 * _N**5 / 105 - 1118711 * _N**6 / 3870720,
    17 * _N**3 / 480 - 37 * _N**4 / 840 - 209 * _N**5 / 4480 + 5569 * _N**6 / 90720,
    4397 * _N**4 / 161280 - 11 * _N**5 / 504 - 830251 * _N**6 / 7257600,
    4583 * _N**5 / 161280 - 108847 * _N**6 / 3991680,
    20648693 * _N**6 / 638668800,
)


def forward(longitude, latitude):
    """Degrees to metres: (easting without zone prefix, northing), EPSG:4544."""
    lam = math.radians(longitude - CENTRAL_MERIDIAN_DEGREES)
    tau = math.tan(math.radians(latitude))
    sigma = math.sinh(_E * math.atanh(_E * tau / math.hypot(1, tau)))
    tau_conformal = tau * math.hypot(1, sigma) - sigma * math.hypot(1, tau)
    xi = math.atan2(tau_conformal, math.cos(lam))
    eta = math.asinh(math.sin(lam) / math.hypot(tau_conformal, math.cos(lam)))
    x, y = xi, eta
    for j, a in enumerate(_ALPHA, start=1):
        x += a * math.sin(2 * j * xi) * math.cosh(2 * j * eta)
        y += a * math.cos(2 * j * xi) * math.sinh(2 * j * eta)
    return FALSE_EASTING_METRES + RECTIFYING_RADIUS_METRES * y, RECTIFYING_RADIUS_METRES * x


def inverse(easting, northing):
    """Metres (EPSG:4544, easting first) to degrees: (longitude, latitude)."""
    x = northing / RECTIFYING_RADIUS_METRES
    y = (easting - FALSE_EASTING_METRES) / RECTIFYING_RADIUS_METRES
    xi, eta = x, y
    for j, b in enumerate(_BETA, start=1):
        xi -= b * math.sin(2 * j * x) * math.cosh(2 * j * y)
        eta -= b * math.cos(2 * j * x) * math.sinh(2 * j * y)
    lam = math.atan2(math.sinh(eta), math.cos(xi))
    target = math.sin(xi) / math.hypot(math.sinh(eta), math.cos(xi))
    tau = target
    for _ in range(4):
        sigma = math.sinh(_E * math.atanh(_E * tau / math.hypot(1, tau)))
        current = tau * math.hypot(1, sigma) - sigma * math.hypot(1, tau)
        tau += (
            (target - current) / math.hypot(1, current)
            * (1 + (1 - _E**2) * tau**2) / ((1 - _E**2) * math.hypot(1, tau))
        )
    return CENTRAL_MERIDIAN_DEGREES + math.degrees(lam), math.degrees(math.atan(tau))


def point_scale(easting):
    """Length on the plane divided by length on the ellipsoid, good to 1e-7 inside a 3° zone at latitude 30°."""
    radius = 6366500.0
    return 1 + (easting - FALSE_EASTING_METRES) ** 2 / (2 * radius**2)


def ground_length(points):
    """Ellipsoidal length in metres of a polyline given in plane metres."""
    total = 0.0
    for (x1, y1), (x2, y2) in zip(points, points[1:]):
        total += math.hypot(x2 - x1, y2 - y1) / point_scale((x1 + x2) / 2)
    return total
