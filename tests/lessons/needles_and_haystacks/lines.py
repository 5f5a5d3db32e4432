"""What students write in exercise 4."""

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
