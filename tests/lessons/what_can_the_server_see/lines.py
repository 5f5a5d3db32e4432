"""What students write in exercise 3."""

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
