"""What students write in exercise 8."""

#: Wrong lines, each with the misconception of what the student reads about it.
WRONG_LINES = {
    "centre-answer": ('    return 2, 4, "C"', "most-contacts-not-centre"),
    "follows-answer": (
        "    return contacts > 0 and 100 * gone / contacts > threshold",
        "more-than-not-at-least",
    ),
    "lines-answer": ('    return ["F", "A", "C", "D", "E"]', "stayed-not-followed"),
    "followers-answer": ("    return (18, 25)", "starters-counted"),
    "sources-answer": (
        '    return dict.fromkeys("BEF", "blank") | dict.fromkeys("ACD", "recorded")',
        "announcement-is-own-word",
    ),
    "half-answer": (
        '    return list(people[people["gone"] / people["contacts"] > 0.5].index)',
        "more-than-half",
    ),
    "chart-answer": ('    return counts.plot(title="Who follows"), counts.to_string()', "no-label"),
}
#: The checks of ways that a student may skip, then that of the question where all end.
WAYS = ("half-check", "chart-check", "follows-check", "lines-check", "followers-check")
