"""What a case does not have is listed in one sentence."""

import pandas as pd
import pytest

from enclair.case.needs import OtherCaseError, looking, looks_in, require
from tests.helpers import refused
from tests.others import other

TABLE = pd.DataFrame({"id": ["one"]})


def test_all_that_a_case_lacks_is_listed(case):
    require(case, "View", ["quotes.Q01"], only=True, quotes="id, quote_en")
    sentence = (
        r"^View asks for what the case 'telegram' does not have: the table nothing, "
        r"the column timeline\.nope, "
        r'the row quotes\.Q999, the row nothing\.Q01\. It works with load_case\("telegram"\)\.$'
    )
    rows = ["quotes.Q01", "quotes.Q999", "nothing.Q01"]
    refused(OtherCaseError, sentence, require, case, "View", rows, timeline="id nope", nothing="id")


@pytest.mark.parametrize(
    ("looked_for", "missing"),
    [
        (lambda: TABLE["a"], "a"),
        (lambda: TABLE[["a", "b"]], "a, b"),
        (lambda: TABLE.set_index("id").loc[["one", "two"]], "two"),
        (lambda: TABLE.loc[3], "3"),
        (lambda: [].pop(), "pop from empty list"),
    ],
)
def test_what_is_not_in_a_table_is_named(looked_for, missing):
    sentence = rf'^Figure looks for {missing}, and there is none\. It works with load_case\("telegram"\)\.$'
    with pytest.raises(OtherCaseError, match=sentence), looking("Figure"):
        looked_for()


@looks_in(only=True)
def count(table, more=()):
    return len(table) + len(more)


def test_a_table_of_another_case_is_refused_and_one_of_a_learner_is_of_none(case):
    another = other("placeholders")
    assert count(TABLE, more=case.quotes) == 1 + len(case.quotes)
    sentence = "^{} speaks of the case telegram, not of the case 'example-corp'"
    refused(OtherCaseError, sentence.format("count"), count, another.quotes, TABLE)
    refused(OtherCaseError, sentence.format("count"), count, TABLE, more=another.quotes)
    refused(OtherCaseError, sentence.format("View"), require, another, "View", only=True)
    with pytest.raises(OtherCaseError, match=sentence.format("View")), looking("View", another, only=True):
        pass
