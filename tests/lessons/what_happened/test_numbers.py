"""Numbers in the words of lesson 1: what their marks compute with. The defence beside the accusation."""

from pandas import Timedelta

from enclair import Timeline
from enclair.lessons.what_can_the_server_see.visibility import count_sorts
from tests.helpers import CASE, REPO, read

first, last = Timeline(CASE).focus
quarters = CASE.disclosures.query("country_iso3 == 'FRA' and period_type == 'quarter'")
met = quarters.sort_values("period_start")["requests_fulfilled"].tolist()
charges = CASE.charges
declared = charges["concerns_cryptology_declaration"].sum()
refused = charges["concerns_refusal_to_cooperate"].sum()
days = CASE.timeline.set_index("id")["date"]
eve = days["formal-investigation"] - Timedelta(days=1)
day_after = days["arrest"] + Timedelta(days=1)
#: One order in each country where Telegram was banned or blocked, if only for officials or on paper.
orders = "russia-ban iran-ban brazil-suspension-2023 spain-suspension ukraine-official-devices"
orders += " kenya-court-shutdowns vietnam-block nepal-block india-block"
bans = CASE.timeline.set_index("id").loc[orders.split()]
tracks = CASE.timeline["track"][CASE.timeline["track"] != ""].unique()

sorts = count_sorts(charges)
#: What the guide counts in words, in English and in French, with its numbers.
COUNTED = [
    ("{} counts, not one", "{} chefs, pas un", len(charges)),
    (
        "None of the {} counts is that. {} concern a declaration of cryptology, {} complicity",
        "Aucun des {} chefs ne dit cela. {} concernent une déclaration de cryptologie, {} une complicité",
        *(len(charges), sorts["cryptology declaration"], sorts["complicity"]),
    ),
    (
        "{} counts concern offences against children",
        "{} chefs concernent des infractions commises contre des enfants",
        charges["theme"].eq("child abuse material").sum(),
    ),
]
#: Titles that other pages rely on.
SECTIONS = {4: "What would you decide on 28 August?"}


def test_the_defence_stands_beside_the_accusation_at_about_its_length(lang):
    cells = read(REPO / f"notebooks/{lang}/01_what_happened.ipynb")["cells"]
    (words,) = ("".join(each["source"]) for each in cells if each["id"] == "08-explain")
    lines = [line for line in words.splitlines() if line.startswith("|")]
    heads, _, *said = ([part.strip() for part in line.split("|")[1:3]] for line in lines)
    assert heads == {"en": ["the accusation", "the defence"], "fr": ["l’accusation", "la défense"]}[lang]
    accusation, defence = ("".join(side) for side in zip(*said, strict=True))
    assert 0.85 <= len(accusation) / len(defence) <= 1.15
