"""What students write in exercise 5."""

#: Wrong lines, each with the misconception of what the student reads about it.
WRONG_LINES = {
    "quarter-answer": ("    return year[0] - nine_months[0], year[1]", "users-of-the-year"),
    "ratio-answer": ("    return requests / users", "other-way-round"),
    "possible-answer": (
        '    return dict.fromkeys("BCDEF", "ruled out") | {"A": "possible"}',
        "after-means-because",
    ),
    "k-answer": ('    return rows.groupby(["birth", "home", "answer"]).size().min()', "answer-is-no-hint"),
    "lines-answer": ('    return ["C", "G", "D", "F", "E"]', "groups-counted"),
    "hidden-answer": ("    return (4, 0)", "k-hides-answers"),
    "report-answer": ('    return dict.fromkeys("ABCDEF", "told")', "the-report-tells-all"),
    "year-answer": ('    return int(rows.groupby("birth").size().max())', "only-the-column"),
    "chart-answer": (
        '    return quarters.plot.bar(x="period_label", ylabel="requests"), quarters.to_string()',
        "no-title",
    ),
}
#: The checks of ways that a student may skip, then that of the question where all end.
WAYS = ("year-check", "chart-check", "k-check", "lines-check", "hidden-check")
