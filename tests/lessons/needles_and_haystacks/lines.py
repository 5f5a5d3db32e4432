"""What students write in exercise 4."""

#: Right lines that differ from those of its solution.
RIGHT_LINES = {
    "part-answer": (
        '    return {"D": ["Reports", 50], "C": ("not clear", 90.0),\n'
        '            "B": ("removed items", 9), "A": ("reports", 471 / 4192 * 100)}'
    ),
    "alarms-answer": (
        "    allowed = n * (1 - base)\n    return [round(n * base * hit), round(allowed * false)]"
    ),
    "lines-answer": '    return ["F", "B", "D", "G", "C"]',
    "share-answer": "    return 9 / 10_009",
    "outcomes-answer": '    return {"b": [100, 9990], "d": (500.0, 100), "C": (300, 999)}',
    "threshold-answer": '    return [1000, "a"]',
    "texts-answer": '    return {"b3": 4, "b2": 7, "b1": 1, "a3": 8, "a2": 3, "a1": 5}',
    "half-answer": "    return hit / (1 / base - 1)",
    "false-answer": '    return (detectors["false"] * 999_000).sort_values()[::-1]',
}
#: Wrong lines, each with the misconception of what the student reads about it.
WRONG_LINES = {
    "part-answer": ('    return {"A": ("reports", 11)}', "missing-letter"),
    "alarms-answer": ("    return n * base * hit, n * false", "false-alarms-among-all-items"),
    "lines-answer": ('    return ["F", "D", "E", "G", "C"]', "hit-of-all-items"),
    "share-answer": ("    return 0.9", "hit-rate-taken"),
    "outcomes-answer": (
        '    return {"B": (900, 9990), "C": (300, 999), "D": (500, 100)}',
        "found-not-missed",
    ),
    "threshold-answer": ('    return (1000, "D")', "only-false-alarms-counted"),
    "texts-answer": (
        '    return {"A1": 5, "A2": 3, "A3": 8, "B1": 7, "B2": 1, "B3": 4}',
        "assumed-taken-for-measured",
    ),
    "half-answer": ("    return base", "base-rate-itself"),
    "false-answer": ('    return (999_000 * detectors["false"]).sort_values()', "smallest-first"),
}
#: The checks of ways that a student may skip, then that of the question where all end.
WAYS = ("false-check", "alarms-check", "lines-check", "threshold-check")
