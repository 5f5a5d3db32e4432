"""Swapped words: what a headline says more, less or otherwise than the words it comes from.

Two sentences of the case, one of each side, and for each place in a headline a few wordings with what each
does. A question is answered by one place in the headline alone, so that effects need only be looked up: the
page does so too (``widgets/framing.js``). What a wording does is our reading.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from enclair import locale
from enclair.analysis.quotes import language
from enclair.errors import ChoiceError
from enclair.locale import text

#: What a wording does to the source's words: (name, sign); the sign says it without colour.
EFFECTS = {
    "same": ("same", "="),
    "stronger": ("stronger", "▲"),
    "weaker": ("weaker", "▼"),
    "added": ("added", "+"),
    "left-out": ("left out", "−"),
}

#: Whom a ready-made headline favours or harms; offered in random order.
PRESETS = {
    "telegram": "Telegram looks worse",
    "authorities": "The authorities look worse",
    "source": "Closest to the source",
}

#: What the page shows of the quotation that a sentence starts from.
QUOTE = (
    *("id", "speaker", "date", "language", "source_name", "source_url", "source_date"),
    *("quote_original", "quote_en", "quote_fr"),
)


@dataclass(frozen=True)
class Way:
    """One wording, and for each question that it answers: the effect, and what it says."""

    words: str
    answers: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Ask:
    """A question put to both texts; the source's own words (a part of the quotation), and our reading."""

    head: str
    words: Mapping[str, str]
    says: str


@dataclass(frozen=True)
class Sentence:
    """A quotation, and what a headline about it is made of: the opening, then one way for each slot."""

    title: str
    quote: str
    opening: str
    asks: Mapping[str, Ask]
    slots: Mapping[str, tuple[str, Mapping[str, Way]]]
    presets: Mapping[str, Mapping[str, str]]

    def headline(self, chosen: Mapping[str, str], lang: str = "en") -> str:
        """Return the headline made of the way ``chosen`` for each slot."""
        ways = [ways[chosen[slot]].words for slot, (_, ways) in self.slots.items()]
        said = " ".join(text(words, lang) for words in (self.opening, *ways) if words)
        return said.replace(" ,", ",")

    def answers(self, chosen: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        """Return for each question the effect of the way ``chosen``, and what it says."""
        found: dict[str, tuple[str, str]] = {}
        for slot, (_, ways) in self.slots.items():
            found |= ways[chosen[slot]].answers
        return {ask: found[ask] for ask in self.asks}


POST = Sentence(
    title="What Durov wrote",
    quote="Q06",
    opening="Telegram",
    asks={
        "who": Ask(
            "Who decides",
            {"en": "we are ready to leave", "fr": "nous sommes prêts à quitter"},
            "Telegram itself.",
        ),
        "certain": Ask(
            "How certain", {"en": "ready", "fr": "prêts"}, "It is ready: no decision is taken, no day is set."
        ),
        "where": Ask(
            "Where",
            {"en": "that country", "fr": "ce pays"},
            "The country whose regulator it cannot agree with; none is named.",
        ),
        "condition": Ask(
            "On which condition",
            {"en": "In those cases", "fr": "Dans ces cas-là"},
            "Only if the two cannot agree on the balance.",
        ),
    },
    slots={
        "verb": (
            "Verb",
            {
                "ready": Way(
                    "says it is ready to",
                    {
                        "who": ("same", "Telegram itself."),
                        "certain": ("same", "It is ready: no decision is taken, no day is set."),
                    },
                ),
                "threatens": Way(
                    "threatens to",
                    {
                        "who": ("same", "Telegram itself."),
                        "certain": ("stronger", "It puts somebody under pressure, and may soon act."),
                    },
                ),
                "could": Way(
                    "could",
                    {
                        "who": ("left-out", "It does not say who decides."),
                        "certain": ("weaker", "It is one possibility among others."),
                    },
                ),
                "will": Way(
                    "will",
                    {
                        "who": ("same", "Telegram itself."),
                        "certain": ("stronger", "The decision is taken."),
                    },
                ),
                "forced": Way(
                    "may be forced to",
                    {
                        "who": ("added", "Somebody else, against Telegram’s will."),
                        "certain": ("weaker", "It is a danger, not an intention."),
                    },
                ),
            },
        ),
        "place": (
            "Place",
            {
                "that": Way("leave that country", {"where": ("same", "One country, which is not named.")}),
                "some": Way("leave a country", {"where": ("same", "Some country, which is not named.")}),
                "france": Way("leave France", {"where": ("added", "France, by name.")}),
            },
        ),
        "condition": (
            "Condition",
            {
                "none": Way("", {"condition": ("left-out", "On no condition.")}),
                "agreement": Way(
                    "where no agreement is possible",
                    {"condition": ("same", "Only if no agreement is possible.")},
                ),
                "law": Way(
                    "rather than obey the law",
                    {"condition": ("added", "A motive instead of a condition: it would not obey the law.")},
                ),
                "users": Way(
                    "rather than hand over its users",
                    {
                        "condition": (
                            "added",
                            "A motive instead of a condition: it would not hand over its users.",
                        )
                    },
                ),
            },
        ),
    },
    presets={
        "telegram": {"verb": "threatens", "place": "france", "condition": "law"},
        "authorities": {"verb": "forced", "place": "france", "condition": "users"},
        "source": {"verb": "ready", "place": "that", "condition": "agreement"},
    },
)

STATEMENT = Sentence(
    title="What the prosecutor said",
    quote="Q29",
    opening="The Paris prosecutor",
    asks={
        "sure": Ask(
            "How certain",
            {
                "en": "was brought to the attention of the cybercrime section",
                "fr": "a été portée à la connaissance de la section de lutte contre la cybercriminalité",
            },
            "It was reported to her office: she passes on a report, not a judgment.",
        ),
        "amount": Ask(
            "How much",
            {"en": "almost total absence of reply", "fr": "quasi-totale absence de réponse"},
            "Hardly any reply; why is left open.",
        ),
        "whom": Ask("About whom", {"en": "Telegram", "fr": "Telegram"}, "Telegram, and nobody by name."),
        "known": Ask(
            "Who reported it",
            {"en": "notably by the OFMIN", "fr": "notamment par l’Ofmin"},
            "Several services; it names the OFMIN, the police office for minors.",
        ),
    },
    slots={
        "report": (
            "Verb",
            {
                "reports": Way("reports", {"sure": ("same", "She passes on a report.")}),
                "denounces": Way(
                    "denounces", {"sure": ("stronger", "It is a fault, and she is indignant at it.")}
                ),
                "alleges": Way("alleges", {"sure": ("weaker", "She asserts it; one may well doubt it.")}),
                "proved": Way("has proved", {"sure": ("stronger", "It is settled.")}),
            },
        ),
        "amount": (
            "Measure",
            {
                "almost": Way(
                    "an almost total absence of reply",
                    {"amount": ("same", "Hardly any reply; why is left open.")},
                ),
                "total": Way("a total absence of reply", {"amount": ("stronger", "No reply at all.")}),
                "few": Way("a lack of replies", {"amount": ("weaker", "Too few replies, perhaps many.")}),
                "refusal": Way("a refusal to reply", {"amount": ("added", "A will behind it: it refuses.")}),
            },
        ),
        "whom": (
            "About whom",
            {
                "telegram": Way("from Telegram", {"whom": ("same", "Telegram, and nobody by name.")}),
                "durov": Way("from Pavel Durov", {"whom": ("added", "One man, by name.")}),
                "criminals": Way(
                    "from an app that criminals use",
                    {"whom": ("added", "An app, described by its worst users.")},
                ),
                "protects": Way(
                    "from an app that protects its users",
                    {"whom": ("added", "An app, described by its best intentions.")},
                ),
            },
        ),
        "known": (
            "Who reported it",
            {
                "none": Way("", {"known": ("left-out", "It does not say who reported it.")}),
                "services": Way(
                    ", on the word of services such as the office for minors",
                    {"known": ("same", "Several services; one is named.")},
                ),
                "children": Way(
                    ", while children are in danger",
                    {"known": ("added", "A fear instead of a witness: children are in danger.")},
                ),
                "arrest": Way(
                    ", to justify the arrest",
                    {"known": ("added", "A motive instead of a witness: the arrest needs a reason.")},
                ),
            },
        ),
    },
    presets={
        "telegram": {
            "report": "denounces",
            "amount": "refusal",
            "whom": "criminals",
            "known": "children",
        },
        "authorities": {"report": "alleges", "amount": "few", "whom": "protects", "known": "arrest"},
        "source": {"report": "reports", "amount": "almost", "whom": "telegram", "known": "services"},
    },
)

SENTENCES = {"post": POST, "statement": STATEMENT}

#: The slots of both sentences; each is a choice of the widget, and no two have the same name.
SLOTS = {slot: ways for one in SENTENCES.values() for slot, (_, ways) in one.slots.items()}


def said() -> list[str]:
    """Return every English word or sentence of this module that is shown."""
    found = [name for name, _ in EFFECTS.values()] + list(PRESETS.values())
    for sentence in SENTENCES.values():
        found += [sentence.title, sentence.opening]
        for ask in sentence.asks.values():
            found += [ask.head, ask.says]
        for name, ways in sentence.slots.values():
            found.append(name)
            for way in ways.values():
                found += [way.words, *(says for _, says in way.answers.values())]
    return sorted({one for one in found if one})


def compared(sentence: Sentence, chosen: Mapping[str, str], lang: str = "en") -> pd.DataFrame:
    """Return what the headline made of ``chosen`` says beside what the source says, one line a question."""
    quoted = text("“{words}”", lang)
    lines = []
    for name, (effect, says) in sentence.answers(chosen).items():
        ask = sentence.asks[name]
        source = f"{quoted.format(words=ask.words[lang])} {text(ask.says, lang)}"
        lines.append([text(ask.head, lang), text(says, lang), source, text(EFFECTS[effect][0], lang)])
    heads = ("Question", "Your wording says", "The source says", "Difference")
    return pd.DataFrame(lines, columns=[text(head, lang) for head in heads])


def ways(lang: str = "en") -> pd.DataFrame:
    """Return every wording on offer with all that it does: the text twin of the page's menus."""
    lines = []
    for sentence in SENTENCES.values():
        for name, offered in sentence.slots.values():
            for way in offered.values():
                does = []
                for ask, (effect, says) in way.answers.items():
                    head = text(sentence.asks[ask].head, lang)
                    does.append(f"{head} ({text(EFFECTS[effect][0], lang)}): {text(says, lang)}")
                words = text(way.words, lang).removeprefix(", ") or text("(left out)", lang)
                lines.append([text(sentence.title, lang), text(name, lang), words, " ".join(does)])
    heads = ("Source", "Place in the headline", "Wording", "What it does")
    return pd.DataFrame(lines, columns=[text(head, lang) for head in heads])


def sentences(quotes: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the sentences as the page wants them, each with the row of its quotation.

    Raises
    ------
    ChoiceError
        If ``quotes`` (the table of that name of a case) lacks one of the quotations.
    """
    rows = quotes.set_index("id", drop=False)
    found = {}
    for name, sentence in SENTENCES.items():
        if sentence.quote not in rows.index:
            raise ChoiceError(
                f"This case has no quotation {sentence.quote!r}, so there are no words to swap here."
            )
        found[name] = {
            "title": sentence.title,
            "opening": sentence.opening,
            "quote": {column: str(rows.loc[sentence.quote, column]) for column in QUOTE},
            "asks": {ask: asdict(one) for ask, one in sentence.asks.items()},
            "slots": [
                [slot, label, [[way, one.words, one.answers] for way, one in offered.items()]]
                for slot, (label, offered) in sentence.slots.items()
            ],
            "presets": sentence.presets,
        }
    return found


def readable(headlines: pd.DataFrame, lang: str = "en") -> pd.DataFrame:
    """Return the headlines as people read them, one line each, in ``lang``."""

    def written(row: "pd.Series[Any]") -> list[str]:
        where = [row["source_url"], *({row["article_url"]} - {"", row["source_url"]})]
        return [
            row["id"],
            f"{row['outlet']}, {locale.date(row['date'], lang)}",
            f"{row['headline_original']} ({language(row['language'], lang)})",
            "" if row["language"] == lang else row[f"headline_{lang}"],
            row[f"notes_{lang}"],
            f"{row['source_name']} ({locale.date(row['source_date'], lang)})",
            " ".join(where),
        ]

    heads = ("Number", "Outlet and date", "Headline", "Translation", "Note", "Source (its date)")
    names = [text(head, lang) for head in (*heads, "Where to read it")]
    lines = [written(row) for _, row in headlines.iterrows()]
    return pd.DataFrame(lines, columns=names, index=headlines["id"])
