"""Who sees what in four designs of a messenger, what each can hand over: a prediction, then the reason."""

import html
import random
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import pandas as pd
import traitlets

from enclair.case import filters
from enclair.case.model import Case, require_case
from enclair.figures.style import sheet, twin
from enclair.lessons.what_can_the_server_see import visibility as rules
from enclair.text import locale, toml
from enclair.text.errors import ChoiceError
from enclair.text.locale import by_language, text
from enclair.views.view import View, paragraph

#: The two requests of French law that reach a company: rows of the table ``powers``.
FRENCH_REQUESTS = ("judges-company", "police-company")

#: The heading over what is recorded of real services.
REAL = "Real services, as of September 2024"

#: On paper nothing can be opened, and the answers stand on a sheet of their own.
_STYLE = sheet(__package__, "grid.twin.css")


def _code(help_text: str, start: str) -> Any:
    return traitlets.Any(start, help=help_text).tag(sync=True)


class Sheets(View):
    """Cells to predict; a cell that is predicted tells its answer with the reason. Nothing is marked.

    Attributes
    ----------
    OFS
        The parties or the requests: the middle part of the key of a cell, such as "e2ee/server/text".
    CHOICES
        For each trait that is a choice, what can be chosen.
    PLACE
        Which of their two names the answers have here.
    """

    VIEW = "grid"
    OFS: ClassVar[dict[str, tuple[str, str]]]
    CHOICES: ClassVar[dict[str, Any]]
    PLACE: ClassVar[int]

    predictions: Any = traitlets.TraitType(
        help='The student\'s predictions, such as {"e2ee/server/text": "no"}; they stay in this notebook. '
        "Set it as a whole."
    ).tag(sync=True)
    designs = traitlets.Dict(help="The designs: name and description.").tag(sync=True)
    kinds = traitlets.Dict(help="The kinds of data: name and description.").tag(sync=True)
    ofs = traitlets.Dict(help="The parties or the requests: name and description.").tag(sync=True)
    levels = traitlets.Dict(help="The answers: shape and name.").tag(sync=True)
    answers: Any = traitlets.Dict(
        help="By cell: the answer, the reason and, by prediction, the idea behind it, as places in `phrases`."
    ).tag(shared=True)
    phrases: Any = traitlets.List(help="Each sentence of the answers, once.").tag(shared=True)
    assumptions = traitlets.Unicode(rules.ASSUMPTIONS, help="What holds in all designs.").tag(sync=True)

    def __init__(self, lang: str, choices: dict[str, Any], more: tuple[str, ...], **state: Any) -> None:
        for name in choices:
            if name not in (*self.CHOICES, "predictions"):
                known = ", ".join((*self.CHOICES, "predictions"))
                raise ChoiceError(
                    text("{kind} has no choice {name}; it has {known}.").format(
                        kind=type(self).__name__, name=repr(name), known=known
                    )
                )
        phrases: dict[str, int] = {}
        answers = self._answers(phrases)
        levels = {code: [shape, names[self.PLACE]] for code, (shape, *names) in rules.LEVELS.items()}
        tables = (rules.DESIGNS, rules.KINDS, self.OFS)
        named = [word for table in tables for names in table.values() for word in names]
        named += [name for _, name in levels.values()]
        super().__init__(
            lang,
            [*named, rules.ASSUMPTIONS, *more, toml.twins(self._reasons)],
            predictions=choices.pop("predictions", {}),
            designs=rules.DESIGNS,
            kinds=rules.KINDS,
            ofs=self.OFS,
            levels=levels,
            answers=answers,
            phrases=list(phrases),
            **choices,
            **state,
        )

    def _reasons(self, lang: str) -> list[Any]:
        """Return the sentences of the answers in ``lang``."""
        return [[rules.told(lang)[of] for of in self.OFS], [each["says"] for each in rules.ideas(lang)]]

    def _answers(self, phrases: dict[str, int]) -> dict[str, Any]:
        """Return the answer of each cell, with sentences as places in ``phrases``, which it fills."""

        def place(sentence: str) -> int:
            return phrases.setdefault(sentence, len(phrases))

        found = {}
        for design, of, kind in self._cells():
            level, reason = rules.answer(design, of, kind)
            behind = {each: rules.idea(design, of, kind, each) for each in rules.LEVELS}
            ideas = {each: place(idea["says"]) for each, idea in behind.items() if idea}
            found[f"{design}/{of}/{kind}"] = [level, place(reason), ideas]
        return found

    def _cells(self) -> Iterator[tuple[str, str, str]]:
        return ((design, of, kind) for design in rules.DESIGNS for of in self.OFS for kind in rules.KINDS)

    @traitlets.validate("predictions")
    def _validate_predictions(self, proposal: Any) -> dict[str, str]:
        return rules.check_predictions(proposal.value, self.OFS)

    def _check(self, proposal: Any) -> Any:
        name, value = proposal.trait.name, proposal.value
        if value not in list(self.CHOICES[name]):
            raise ChoiceError(
                text("{name}: found {found}; choose among {known}.").format(
                    name=name, found=repr(value), known=", ".join(self.CHOICES[name])
                )
            )
        return value

    @property
    def rows(self) -> pd.DataFrame:
        """One row a cell: its codes, the prediction (``mine``) and, where there is one, answer and reason."""
        found = []
        for design, of, kind in self._cells():
            mine = self.predictions.get(f"{design}/{of}/{kind}", "")
            told = rules.answer(design, of, kind) if mine else ("", "")
            found.append((design, of, kind, mine, *told))
        return pd.DataFrame(found, columns=["design", "of", "kind", "mine", "answer", "reason"])

    def _sheets(self) -> Iterator[tuple[str, dict[tuple[str, str], str]]]:
        """Return the sheets of the forms without scripts: a heading, and the columns (design, of) by name."""
        raise NotImplementedError

    def _around(self) -> list[str]:
        """Return what stands before the sheets."""
        raise NotImplementedError

    def _after(self, columns: dict[tuple[str, str], str]) -> list[str]:
        """Return what is told under a sheet once something on it is predicted."""
        return []

    def _named(self, names: tuple[str, str]) -> str:
        line = text("{name}: {words}")
        return line.format(name=text(names[0]), words=text(names[1]))

    def _level(self, level: str) -> str:
        shape, *names = rules.LEVELS[level]
        return f"{shape} {text(names[self.PLACE])}"

    def table(self) -> str:
        """Return the sheets as text: what is predicted with its answer and reason, what is still open."""
        lines = [self._title(), *self._around()]
        for heading, columns in self._sheets():
            cells = [(*column, kind) for column in columns for kind in rules.KINDS]
            told = [cell for cell in cells if "/".join(cell) in self.predictions]
            lines += ["", heading, self._predicted(len(told), len(cells))]
            lines += [f"{columns[cell[:2]]} | {self._told(*cell)}" for cell in told]
            lines += self._after(columns) if told else []
        return "\n".join(lines)

    def _told(self, design: str, of: str, kind: str) -> str:
        """Return a predicted cell as text: the kind of data, the prediction, the answer, the reason."""
        level, reason = rules.answer(design, of, kind)
        mine = self._level(self.predictions[f"{design}/{of}/{kind}"])
        yours = text("you: {answer}").format(answer=mine)
        return " | ".join([text(rules.KINDS[kind][0]), yours, self._level(level), reason])

    def _count(self) -> str:
        return self._predicted(len(self.predictions), len(self.answers))

    def _predicted(self, predicted: int, cells: int) -> str:
        said = text("{predicted} of {all} cells predicted")
        return said.format(predicted=predicted, all=cells)

    def _html(self) -> str:
        """Return the sheets as HTML: empty ones to fill in, the answers in parts that the reader opens."""
        shapes = "\u2003".join(shape for shape, *_ in rules.LEVELS.values())
        legend = " · ".join(self._level(level) for level in rules.LEVELS)
        later = html.escape(text("Read this after you have predicted"))
        kinds = {kind: text(name) for kind, (name, _) in rules.KINDS.items()}
        head = text("Kind of data")
        blank, told = [], []
        for heading, columns in self._sheets():
            empty = pd.DataFrame({head: list(kinds.values())} | dict.fromkeys(columns.values(), shapes))
            full = pd.DataFrame({head: list(kinds.values())})
            for (design, of), called in columns.items():
                found = [rules.answer(design, of, kind) for kind in kinds]
                line = text("{name}: {words}")
                full[called] = [line.format(name=self._level(level), words=why) for level, why in found]
            title = html.escape(heading)
            blank.append(f'<div class="enclair-blank"><p><b>{title}</b></p>{twin(empty)}</div>')
            summary = f"<summary>{later} ({title})</summary>"
            after = "".join(map(paragraph, self._after(columns)))
            told.append(f'<details class="enclair-answers">{summary}{twin(full)}{after}</details>')
        around = "".join(map(paragraph, (*self._around(), legend)))
        return _STYLE + around + "".join([*blank, *told])


class Grid(Sheets):
    """Who sees which kind of data in four designs of a messenger; then what is recorded of real services.

    Parameters
    ----------
    case
        The case, from ``load_case("telegram")``.
    lang
        "en" or "fr": labels and data.
    **choices
        What to start with: any of the traits below, by name, for example ``design="e2ee"``.

    Raises
    ------
    ChoiceError
        If there is no such design, party, service or prediction.

    Examples
    --------
    >>> from enclair import Grid, load_case
    >>> grid = Grid(load_case("telegram"), predictions={"e2ee/server/time": "no"})
    >>> grid.rows.query("mine != ''")[["answer", "reason"]].iloc[0].tolist()
    ['yes', 'It sees each message pass, though it cannot read it.']
    """

    OFS = rules.PARTIES
    CHOICES: ClassVar[dict[str, Any]] = {
        "design": rules.DESIGNS,
        "party": rules.PARTIES,
        "by": ("design", "party"),
        "part": ("both", "designs", "services"),
        "guesses": {},
    }
    PLACE = 0
    TITLE = "Who sees what?"

    design = _code("The design that is shown.", "plain")
    party = _code("The party whose column is open.", "server")
    by = _code("'design': its five parties side by side; 'party': the four designs.", "design")
    part = _code("'designs': the four designs; 'services': real services; or 'both'.", "both")
    guesses: Any = traitlets.TraitType(
        help="By name of a service: the design that the student expects of it, before reading what it does."
    ).tag(sync=True)
    questions = traitlets.Dict(help="Questions to start from: words, design, party.").tag(sync=True)
    question_order: Any = traitlets.List(help="The questions, in random order.").tag(sync=True)
    services = traitlets.Dict(help="By language: what is recorded of each real service.").tag(shared=True)

    def __init__(self, case: Case, lang: str = "", **choices: Any) -> None:
        require_case(case, "Grid")
        if "messengers" in case.tables:
            require_case(case, "Grid", messengers=rules.COLUMNS)
        self._services = case.messengers if "messengers" in case.tables else pd.DataFrame()
        if len(self._services):
            filters.check_codes("Grid", self._services, ["confidence"], rules.FIRMNESS)
        super().__init__(
            lang,
            {"guesses": {}, **choices},
            (*(words for words, *_ in rules.QUESTIONS.values()), *rules.SETTINGS.values()),
            questions={name: row[:3] for name, row in rules.QUESTIONS.items()},
            question_order=random.sample(list(rules.QUESTIONS), k=len(rules.QUESTIONS)),
            services=by_language(lambda: rules.settings(self._services)),
        )

    @traitlets.validate("design", "party", "by", "part")
    def _validate_choice(self, proposal: Any) -> Any:
        return self._check(proposal)

    @traitlets.validate("guesses")
    def _validate_guesses(self, proposal: Any) -> Any:
        if not isinstance(proposal.value, Mapping):
            raise ChoiceError(
                text("{name}: found {found}; write a dictionary, such as {example}.").format(
                    name="guesses", found=repr(proposal.value), example='{"Telegram": "cloud"}'
                )
            )
        known = self._services["service"].tolist() if len(self._services) else []
        for service, design in proposal.value.items():
            if service not in known:
                raise ChoiceError(
                    text("guesses: there is no service {service}; there are {known}.").format(
                        service=repr(service), known=", ".join(known)
                    )
                )
            if design not in list(rules.DESIGNS):
                raise ChoiceError(
                    text("{name}: {key} has {found}; choose among {known}.").format(
                        name="guesses", key=service, found=repr(design), known=", ".join(rules.DESIGNS)
                    )
                )
        return dict(proposal.value)

    @property
    def settings(self) -> pd.DataFrame:
        """What is recorded of real services: the table ``messengers`` of the case; a blank says nothing."""
        return self._services.copy()

    def _sheets(self) -> Iterator[tuple[str, dict[tuple[str, str], str]]]:
        for design, names in rules.DESIGNS.items():
            columns = {(design, party): text(name) for party, (name, _) in self.OFS.items()}
            yield self._named(names), columns

    def _around(self) -> list[str]:
        parties = [self._named(names) for names in self.OFS.values()]
        return [text(rules.ASSUMPTIONS), ". ".join(parties) + "."]

    def _recorded(self) -> list[tuple[str, str, str, list[str]]]:
        """Return, for each real service: its name, what is recorded, where it was read, the addresses."""
        line = text("{name}: {words}")
        found = []
        for each in [] if self.part == "designs" else self.services[self.lang]:
            facts = ". ".join(line.format(name=label, words=value) for label, value in each["facts"])
            source = f"{each['source']}, {each['dated']} ({each['firm']})"
            found.append((each["service"], f"{facts}.", source, each["urls"]))
        return found

    def _title(self) -> str:
        title = REAL if self.part == "services" else self.TITLE
        return text(title)

    def table(self) -> str:
        """Return the sheets as text, then what is recorded of each real service, with its source."""
        sheets = "" if self.part == "services" else super().table()
        lines = [" | ".join([*told, " ".join(urls)]) for *told, urls in self._recorded()]
        services = "\n".join([text(REAL), *lines]) if lines else ""
        return "\n\n".join(filter(None, (sheets, services)))

    def _html(self) -> str:
        sheets = "" if self.part == "services" else super()._html()
        items = []
        for service, facts, source, (first, *more) in self._recorded():
            others = enumerate(map(html.escape, more), 2)
            also = "".join(f' <a href="{url}">({place})</a>' for place, url in others)
            link = f'<a href="{html.escape(first)}">{html.escape(source)}</a>{also}'
            items.append(f"<li><b>{html.escape(service)}</b><br>{html.escape(facts)}<br>{link}</li>")
        if not items:
            return sheets
        title = html.escape(text(REAL))
        return f"{sheets}<p><b>{title}</b></p><ul>{''.join(items)}</ul>"


class Desk(Sheets):
    """What each design can hand over, by kind of data and kind of request; made by `desk`."""

    OFS = rules.REQUESTS
    CHOICES: ClassVar[dict[str, Any]] = {"request": rules.REQUESTS, "kind": rules.KINDS}
    PLACE = 1
    TITLE = "The request desk"

    request = _code("The kind of request.", "stored")
    kind = _code("The kind of data.", "text")
    situations = traitlets.Dict(help="Situations to start from: words, request, kind of data.").tag(sync=True)
    situation_order: Any = traitlets.List(help="The situations, in random order.").tag(sync=True)
    said: Any = traitlets.Dict(help="What follows an answer: one sentence on reasons, one on keys.").tag(
        sync=True
    )
    losses: Any = traitlets.List(help="What is lost with each extreme, in random order.").tag(sync=True)
    asked: Any = traitlets.List(help="How French law asks a company, with the sources.").tag(sync=True)

    def __init__(self, case: Case, lang: str = "", **choices: Any) -> None:
        require_case(case, "desk")
        if "powers" in case.tables:
            asked = "id,from_en,from_fr,asks_en,asks_fr,legal_basis,source_name,source_url,source_date"
            require_case(case, "desk", powers=asked)
        powers = case.powers if "powers" in case.tables else pd.DataFrame({"id": []})
        losses = [words for words, _ in rules.LOSSES.values()]
        situations = [words for words, *_ in rules.SITUATIONS.values()]
        super().__init__(
            lang,
            choices,
            (*situations, rules.ALIKE, rules.SETTLED, *losses),
            situations={name: row[:3] for name, row in rules.SITUATIONS.items()},
            situation_order=random.sample(list(rules.SITUATIONS), k=len(rules.SITUATIONS)),
            said={"alike": rules.ALIKE, "settled": rules.SETTLED},
            losses=random.sample(losses, k=len(losses)),
            asked=powers[powers["id"].isin(FRENCH_REQUESTS)].to_dict("records"),
        )

    @traitlets.validate("request", "kind")
    def _validate_choice(self, proposal: Any) -> Any:
        return self._check(proposal)

    def _sheets(self) -> Iterator[tuple[str, dict[tuple[str, str], str]]]:
        for request, names in self.OFS.items():
            called = {design: text(name) for design, (name, _) in rules.DESIGNS.items()}
            yield self._named(names), {(design, request): name for design, name in called.items()}

    def _around(self) -> list[str]:
        designs = [self._named(names) for names in rules.DESIGNS.values()]
        situations = [text(self.situations[name][0]) for name in self.situation_order]
        law = [f"{self._asked(row)} {row['source_url']}" for row in self.asked]
        if law:
            law.insert(0, text("How French law asks a company"))
        start = text("Start from a situation:")
        return [text(rules.ASSUMPTIONS), *designs, start, *situations, *law]

    def _after(self, columns: dict[tuple[str, str], str]) -> list[str]:
        key = "key" in {request for _, request in columns}
        return [text(words) for words in ((rules.SETTLED, *self.losses) if key else (rules.ALIKE,))]

    def _asked(self, row: dict[str, str]) -> str:
        """Return one line on a request of French law, with its source."""
        day = locale.date(row["source_date"])
        line = text("{name}: {words}")
        said = line.format(name=row[f"from_{self.lang}"], words=row[f"asks_{self.lang}"])
        return f"{said} {row['legal_basis']}. {locale.source(row['source_name'])}, {day}."


def desk(case: Case, lang: str = "", **choices: Any) -> Desk:
    """Return the request desk: a kind of data, a kind of request, and what each design can hand over.

    Parameters
    ----------
    case
        The case, from ``load_case("telegram")``.
    lang
        "en" or "fr": labels and data.
    **choices
        What to start with: ``request``, ``kind`` or ``predictions``.

    Raises
    ------
    ChoiceError
        If there is no such request, kind of data or prediction.

    Examples
    --------
    >>> from enclair import desk, load_case
    >>> desk(load_case("telegram"), predictions={"cloud/stored/text": "no"})
    Desk(1 of 84 cells predicted)
    """
    return Desk(case, lang, **choices)
