"""What students write in exercise 3."""

#: Right lines that differ from those of its solution.
RIGHT_LINES = {
    "settings-answer": (
        '    answers = {"Signal": ["Yes", "yes", "no"], "iMessage": ("yes", "no source", "in part")}\n'
        '    return answers | {"telegram": ("part", "no", "yes")}'
    ),
    "key-answer": "    return received**secret % prime",
    "lines-answer": '    return ("f", "d", "a", "g", "c")',
    "broken-answer": "    return [16, 18.0]",
    "vague-answer": '    return {"e": "against whom", "a": "which chats", "c": "Which chats"}',
    "time-answer": "    return pow(2, bits) / speed",
    "secret-answer": "    return mixtures.index[mixtures == mixture][0]",
}
#: Wrong lines, each with the misconception of what the student reads about it.
WRONG_LINES = {
    "settings-answer": (
        '    answers = {"Signal": ("yes", "yes", "no"), "iMessage": ("yes", "no", "part")}\n'
        '    return answers | {"Telegram": ("part", "no", "yes")}',
        "blank-means-no",
    ),
    "key-answer": ("    return received * secret % prime", "times-not-power"),
    "lines-answer": ('    return ["D", "F", "E", "A", "C"]', "mixed-own-again"),
    "broken-answer": ("    return (9, 18)", "secret-of-bob"),
    "vague-answer": ('    return {"B": "which chats"}', "criticism-taken-for-vague"),
    "time-answer": ("    return 2 * bits / speed", "bits-add-up"),
    "secret-answer": ("    return mixtures[mixture]", "mixture-of-the-mixture"),
}
#: The checks of ways that a student may skip, then that of the question where all end.
WAYS = ("secret-check", "key-check", "lines-check", "broken-check")
