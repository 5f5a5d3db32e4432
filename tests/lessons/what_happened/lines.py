"""What students write in exercise 1."""

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
