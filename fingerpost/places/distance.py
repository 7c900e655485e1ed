"""How far apart two places are."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_MILES = 3958.8


def straight_line_miles(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The straight line over the ground between two points in degrees, in miles (haversine formula)."""
    north, other_north = radians(latitude), radians(other_latitude)
    half_height = sin((other_north - north) / 2) ** 2
    half_width = sin(radians(other_longitude - longitude) / 2) ** 2
    chord = half_height + cos(north) * cos(other_north) * half_width
    return 2 * EARTH_RADIUS_MILES * asin(sqrt(min(1.0, chord)))
