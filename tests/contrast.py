"""How far two colours stand apart, as WCAG reckons it."""

import numpy as np
from matplotlib.colors import to_rgb


def contrast(one: str, other: str) -> float:
    colors = np.array([to_rgb(one), to_rgb(other)])
    linear = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
    darker, lighter = sorted(linear @ (0.2126, 0.7152, 0.0722))
    return float((lighter + 0.05) / (darker + 0.05))
