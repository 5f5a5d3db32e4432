"""What students write in exercise 6."""

#: Wrong lines, each with the misconception of what the student reads about it.
WRONG_LINES = {
    "chart-answer": ('    return shares.plot.barh(title="No", xlabel="share")', "no-twin"),
    "press-answer": (
        '    first = {"A": ("in the text", 1), "B": ("in the text", 4), "C": ("goes further", 5)}\n'
        '    first |= {"D": ("contradicted", 2), "E": ("in the text", 3)}\n'
        '    return first | {"F": ("goes further", 6)}',
        "strasbourg-taken-for-luxembourg",
    ),
    "share-answer": ('    return votes[votes["vote"] == "no"].groupby("gate").size()', "count-not-share"),
    "hardest-answer": ('    return "suitable", 5', "count-not-share"),
    "tips-answer": ("    return follow(tree, answers | change)", "outcome-not-whether"),
    "lines-answer": ('    return ["C", "D", "B", "A"]', "change-not-followed"),
    "changes-answer": ('    return ["A", "D", "E"]', "gate-that-is-never-reached"),
    "refused-answer": ('    return 100 * (votes["vote"] == "no").mean()', "in-100"),
}
#: The checks of ways that a student may skip, then that of the question where all end.
WAYS = ("refused-check", "chart-check", "tips-check", "lines-check", "changes-check")
