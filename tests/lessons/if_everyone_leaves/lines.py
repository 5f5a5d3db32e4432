"""What students write in exercise 8."""

#: Right lines that differ from those of its solution.
RIGHT_LINES = {
    "centre-answer": '    return [2.0, 4, "f"]',
    "follows-answer": "    return bool(contacts) and gone * 100 >= contacts * threshold",
    "lines-answer": '    return ("f", "a", "c", "d", "g")',
    "followers-answer": "    return [14.0, 25]",
    "sources-answer": (
        '    said = {"A": "Own word", "B": "blank", "c": "recorded", "D": "own word"}\n'
        '    return said | {"E": "Blank", "F": "blank"}'
    ),
    "half-answer": '    return list(people[people["gone"] >= people["contacts"] / 2].index)',
    "chart-answer": (
        '    axes = counts.plot(title="Who follows", ylabel="people")\n    return axes, counts.to_string()'
    ),
}
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
