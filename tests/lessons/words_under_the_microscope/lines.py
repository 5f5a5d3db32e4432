"""What students write in exercise 2."""

#: Wrong lines, each with the misconception of what the student reads about it.
WRONG_LINES = {
    "claims-answer": ('    return {"C08": "supported"}', "not-a-pair"),
    "cut-answer": (
        "    return [word for word in words(before.lower()) if word in words(after.lower())]",
        "kept-not-cut",
    ),
    "lines-answer": ('    return ["F", "C", "D", "A", "B"]', "capitals-make-words"),
    "gone-answer": ('    return ("In those cases", "this", "that")', "swapped"),
    "table-answer": ("    return {word: said.count(word) for word in wanted}", "wanted-has-capitals"),
    "mislead-answer": ('    return {"A": "negation"}', "word-taken-for-claim"),
    "kept-answer": ("    return list(first[~first.isin(second)])", "words-missing"),
}
#: The checks of ways that a student may skip, then that of the question where all end.
WAYS = ("kept-check", "cut-check", "lines-check", "gone-check")
