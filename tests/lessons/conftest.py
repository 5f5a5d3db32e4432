"""Each answer of a bank is tried with each rule."""

from tests.banks import BankRules, triples, words_of


def pytest_generate_tests(metafunc):
    """Run the rules of a bank of answers with each of its answers, in each language."""
    rules = metafunc.cls
    if not (rules and issubclass(rules, BankRules)) or "answer" not in metafunc.fixturenames:
        return
    right = [(name, answer) for name, answers in rules.right.items() for answer in answers]
    if "check_with_words" in metafunc.fixturenames:
        given = [*right, *((name, answer) for name, _, answer in triples(rules.wrong))]
        metafunc.parametrize(
            ("check_with_words", "answer"), [(name, answer) for name, answer in given if words_of(name)]
        )
        return
    if "misconception" in metafunc.fixturenames:
        metafunc.parametrize(("check_name", "misconception", "answer"), triples(rules.wrong))
    else:
        metafunc.parametrize(("check_name", "answer"), right)
