"""What students write in exercise 7."""

#: Wrong lines, each with the misconception of what the student reads about it.
WRONG_LINES = {
    "sources-answer": ('    return dict.fromkeys("ABCDEF", "holds")', "a-row-is-enough"),
    "chance-answer": (
        "    yes = 100 * (after - before) / people\n    return abs(yes) > by_chance(people)",
        "yes-taken-for-opinion",
    ),
    "lines-answer": ('    return ["C", "F", "B", "E", "D"]', "yes-taken-for-opinion"),
    "change-answer": (
        '    pairs = {"A": (-31, "could be chance"), "B": (-16, "could be chance")}\n'
        '    return pairs | {"C": (20, "could be chance")}',
        "chance-explains-all",
    ),
    "form-answer": ('    return "word " * 320 + "(quotes.Q29)"', "few-different-words"),
    "reasons-answer": ('    return [("everybody knows it anyway", "attacks", limits)]', "no-source"),
    "points-answer": (
        '    return 100 * polls["after"] - polls["before"] / polls["people"]',
        "brackets-missing",
    ),
}
#: The checks of ways that a student may skip, then that of the question where all end.
WAYS = ("points-check", "chance-check", "lines-check", "change-check")
