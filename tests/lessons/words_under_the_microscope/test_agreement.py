"""How far two codings agree: statsmodels computes the table that JavaScript is held to."""

import warnings
from math import isnan

import pandas as pd
import pytest

from tests.helpers import cases


def kappa(one: list, two: list) -> float:
    from statsmodels.stats.inter_rater import cohens_kappa, to_table  # slow to import, and only here

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it divides by zero where chance alone gives full agreement
        return float(cohens_kappa(to_table(pd.DataFrame([one, two]).T.to_numpy())[0]).kappa)


@pytest.mark.parametrize("case", cases("agreement"))
def test_kappa_and_what_one_changed_code_can_do(case: dict) -> None:
    one, two = case["one"], case["two"]
    changed = [
        kappa([*one[:at], code, *one[at + 1 :]], two) for at in range(len(one)) for code in {*one, *two}
    ]
    near = [value for value in changed if not isnan(value)]
    computed = [kappa(one, two), min(near), max(near)] if near else []
    assert computed == pytest.approx([case[name] for name in ("kappa", "lowest", "highest") if name in case])
