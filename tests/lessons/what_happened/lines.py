"""What students write in exercise 1."""

#: Right lines that differ from those of its solution.
RIGHT_LINES = {
    "days-answer": '    return (dates["formal-investigation"] - dates["arrest"]).days',
    "sources-answer": (
        '    rows = events[events["date"].between(start, end)]\n'
        '    return rows.groupby("source_type").size().sort_values(ascending=False)'
    ),
    "lines-answer": '    return ["F", "E", "C", "A", "B"]',
    "most-answer": '    return ["Press", 14.0]',
    "firmness-answer": (
        '    return {"romania-dispute": "disputed", "formal-investigation": "confirmed",\n'
        '            "prosecutors-see-answers": "reported"}'
    ),
    "steps-answer": '    return ["C", "F", "D", "G", "A"]',
    "types-answer": '    return events[events["date"] >= "2024-08-24"].value_counts("source_type")',
}
#: Wrong lines, each with the misconception of what the student reads about it.
WRONG_LINES = {
    "days-answer": ('    return (dates["arrest"] - dates["formal-investigation"]).days', "wrong-order"),
    "sources-answer": ('    return events["source_type"].value_counts()', "whole-timeline"),
    "lines-answer": ('    return ["E", "D", "C", "A", "B"]', "end-left-out"),
    "most-answer": ('    return ("primary", 2)', "firmest-not-most"),
    "firmness-answer": ('    return {"romania-dispute": "maybe"}', "unknown-grade"),
    "steps-answer": ('    return ["D", "C", "F", "G", "A"]', "arrest-starts-everything"),
    "types-answer": (
        '    return events[events["date"] >= "2024-08-24"]["track"].value_counts()',
        "only-the-days",
    ),
}
#: The checks of ways that a student may skip, then that of the question where all end.
WAYS = ("types-check", "sources-check", "lines-check", "most-check")
