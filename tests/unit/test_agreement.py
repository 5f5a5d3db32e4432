"""Agreement of two codings; kappa is compared with statsmodels, which only the tests import."""

import random
import subprocess
import sys
import warnings
from math import isnan

import pandas as pd
import pytest
from statsmodels.stats.inter_rater import cohens_kappa, to_table

from enclair.lessons.words_under_the_microscope.agreement import agreement, kappa
from enclair.text.errors import ChoiceError


def reference(first, second):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it divides by zero where chance alone gives full agreement
        return float(cohens_kappa(to_table(pd.DataFrame([first, second]).T.to_numpy())[0]).kappa)


def test_kappa_is_that_of_statsmodels():
    chance = random.Random(3)
    kinds = set()
    for _ in range(400):
        n, codes = chance.randint(1, 30), chance.sample(range(-2, 3), chance.randint(1, 5))
        first = [chance.choice(codes) for _ in range(n)]
        second = [code if chance.random() < 0.6 else chance.choice(codes) for code in first]
        ours, theirs = kappa(first, second), reference(first, second)
        assert ours == pytest.approx(theirs, abs=1e-12, nan_ok=True), (first, second)
        kinds.add("nan" if isnan(ours) else "full" if ours == 1 else "below 0" if ours < 0 else "between")
    assert kinds == {"nan", "full", "below 0", "between"}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([1, 1, 2, 2], [1, 1, 2, 1], 0.5),
        ([1, 2], [2, 1], -1),
        ([1, 1], [2, 2], 0),
        (["a", "b", "b"], ("a", "b", "b"), 1),
        ([1, 2, 2, 0], pd.Series([1, 2, 2, 0], index=[7, 5, 3, 1]), 1),
    ],
)
def test_kappas_that_one_can_work_out_by_hand(first, second, expected):
    assert kappa(first, second) == pytest.approx(expected)


def test_one_code_throughout_leaves_no_kappa():
    found = agreement([0, 0, 0], [0, 0, 0])
    assert (found.n, found.same, found.expected) == (3, 3, 3)
    assert isnan(found.kappa)
    assert isnan(found.lowest)
    assert "cannot be computed" in found.sentence()
    assert "nan" not in found.sentence("fr")


def test_lowest_and_highest_are_what_one_changed_code_can_do():
    first, second = [1, 1, 2, 0, 2, 1, -1, -2, -2, 0], [1, 2, 2, 0, 1, 1, -1, -2, -1, 0]
    found = agreement(first, second)
    near = [
        reference([*first[:place], code, *first[place + 1 :]], second)
        for place in range(10)
        for code in (-2, -1, 0, 1, 2)
    ]
    assert (found.lowest, found.highest) == pytest.approx((min(near), max(near)))
    assert found.lowest < found.kappa < found.highest
    # At full agreement it can only fall, and the more quotations, the less it moves.
    full, long = agreement(first, first), agreement(first * 10, second * 10)
    assert full.highest == full.kappa == 1
    assert long.kappa == pytest.approx(found.kappa)
    assert long.highest - long.lowest < (found.highest - found.lowest) / 5


def test_the_sentence_has_every_number_in_both_languages():
    found = agreement([1, 1, 2, 0, 2, 1, -1, -2, -2, 0], [1, 2, 2, 0, 1, 1, -1, -2, -1, 0])
    assert found.sentence() == (
        "The two codings agree on 7 of 10. Had both dealt their codes out at random, like shuffled cards, "
        "they would still agree on about 2.1. Kappa counts only what goes beyond chance: 0 is no better than "
        "chance, 1 is full agreement, below 0 is worse than chance. Here kappa is 0.62. One changed code "
        "among the 10 can take it down to 0.48 or up to 0.75: the fewer the quotations, the more it moves."
    )
    french = found.sentence("fr")
    assert all(number in french for number in ("7 cas sur 10", "2,1", "0,62", "0,48", "0,75"))
    below = agreement([1, 2, 1, 2], [2, 1, 1, 1]).sentence()
    assert "kappa is −0.50" in below


@pytest.mark.parametrize(("first", "second"), [([], []), ([1, 2], [1]), ([1], [])])
def test_codings_of_different_things_are_refused_with_what_was_found(first, second):
    for function in (kappa, agreement):
        with pytest.raises(ChoiceError, match=rf"found {len(first)} codes in the first and {len(second)} in"):
            function(first, second)


def test_the_kit_itself_needs_neither_statsmodels_nor_scipy():
    code = (
        "import sys, enclair.lessons.words_under_the_microscope.agreement\n"
        "import enclair.case.balance, enclair.views.compare\n"
        "print(sorted({'scipy', 'statsmodels', 'matplotlib'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
