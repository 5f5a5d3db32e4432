"""What students write in exercise 7."""

#: Right lines that differ from those of its solution.
RIGHT_LINES = {
    "sources-answer": (
        '    found = {"a": "Holds", "B": "another thing", "C": "Interested", "F": "holds"}\n'
        '    return found | {"D": "out of date", "E": "allegation"}'
    ),
    "chance-answer": (
        "    change, most = 200 * (after - before) / people, by_chance(people)\n"
        "    return not -most <= change <= most"
    ),
    "lines-answer": '    return ("f", "c", "b", "e", "a")',
    "change-answer": (
        '    small = "could be chance"\n'
        '    return {"a": [-30.8, small], "B": (-16.0, "More than chance"), "C": (20, small)}'
    ),
    "form-answer": (
        '    facts = "(timeline.arrest) (claims.C04) (cases.lavabit) “of user data to third parties” "\n'
        '    words = " ".join(case.claims["text_en"]).replace("“", "").replace("”", "").split()\n'
        '    titles = ["My rule", "What is known, and what is not", "Who can see what"]\n'
        '    titles += ["Rights, aims and safeguards", "The best reason against it"]\n'
        '    titles += ["How sure I am, and what would change my mind"]\n'
        '    parts = [f"- **{t}.** " + " ".join(words[55 * n :][:55]) for n, t in enumerate(titles)]\n'
        '    return "\\n".join([*parts, facts + "(quotes.Q24)"])'
    ),
    "reasons-answer": (
        '    first = "one firm closed rather than give its key (cases.lavabit)"\n'
        '    second = "its own courts had protected the account (judgments.ku-courts)"\n'
        '    rows = [(first, "attacks", limits), (second, "attacks", requests)]\n'
        '    return rows + [["that firm was in another country then (cases.lavabit)", "attacks", second]]'
    ),
    "points-answer": '    return (polls["after"] - polls["before"]) / polls["people"] * 100',
}
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
