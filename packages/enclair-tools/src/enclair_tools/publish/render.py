"""Cells of a notebook that was run, as HTML that needs neither a kernel nor anybody else's scripts."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from nbconvert.filters import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from enclair.figures.described import drawn_by_page
from enclair.views.draw import Sketch
from enclair.views.predict import Question
from enclair.views.view import beside, bundle, source, unshared
from enclair_tools import templates

WIDGET = "application/vnd.jupyter.widget-view+json"
_STATE = "application/vnd.jupyter.widget-state+json"

#: What brings the views of a page to life.
SCRIPT = beside(__package__, "pages.js")
#: A value of the state that is longer is worth a file that pages share.
LARGE = 2000

#: What cells become.
CELLS = templates.macros(__package__, "cells.html")

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_FOLDED = re.compile(r"<details.*?</details>", re.DOTALL)
_CODE = re.compile(r"<code>[^<]*</code>")
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_KEYS = re.compile(r"(?:Shift|Maj) ?\+ ?(?:Enter|Entrée)")
#: An answer cell of a lesson: "*My answer (double-click here, …):*", perhaps with more such lines.
_ANSWER = re.compile(r"\*([^*]+?)(?: \((?:double-click|double-cliquez)[^)]*\))?\s?:\*")


def markdown(source: str, link: Callable[[str], str | None] | None = None) -> str:
    """Return Markdown as HTML; ``link`` gives a file's address anew, or None to keep its words alone."""
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    made = str(MarkdownWithMath(renderer=renderer).render(source))
    made = _CODE.sub(lambda code: code[0].replace("\\|", "|"), made)  # a bar inside a table
    made = re.sub(r"<th([^>]*)></th>", r"<td\1></td>", made)  # a head without words heads nothing

    def changed(match: re.Match[str]) -> str:
        address, words = match.groups()
        if re.match(r"https?:", address):
            return f'<a href="{address}" rel="noreferrer">{words}</a>'
        target = link(address) if link else None
        return f'<a href="{target}">{words}</a>' if target else words

    return _LINK.sub(changed, made)


def without_keys(source: str) -> str:
    """Return Markdown without the paragraphs that say how to run a cell: they mean nothing here."""
    return "\n\n".join(part for part in source.split("\n\n") if not _KEYS.search(part))


def code(source: str) -> str:
    """Return Python as HTML."""
    highlighter: Any = Highlight2HTML
    return str(highlighter(pygments_lexer="python")(source))


def questions(source: str) -> list[str]:
    """Return what an answer cell of a lesson asks for, one text for each answer; [] for any other cell."""
    matches = [_ANSWER.fullmatch(line.strip()) for line in source.split("\n") if line.strip()]
    is_answer = "double-cli" in source and all(matches)
    return [one[1] for one in matches if one] if is_answer else []


@dataclass
class Shared:
    """What the pages of a site have in common: it lies in the folder ``AT`` of the site, once.

    These are their views, the style sheets that outputs brought along, and large values of their state, as
    JSON, by the file of each.
    """

    AT = "static/pages/"
    views: dict[str, None] = field(default_factory=dict)
    styles: dict[str, None] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def bundled(self) -> tuple[str, str]:
        """Return the script and the style sheet of the views and outputs that were made."""
        script, style = bundle(self.views, SCRIPT)
        return script, "\n".join([style, *self.styles])

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the files that all the pages that were made have in common."""
        script, style = self.bundled()
        own = (source(beside(__package__, f"{name}.css")) for name in ("pages", "slides"))
        yield f"{self.AT}pages.js", script
        yield f"{self.AT}views.css", style
        yield f"{self.AT}pages.css", "\n".join(own)
        yield from ((f"{self.AT}{file}", value) for file, value in self.values.items())


class Outputs:
    """The outputs of a notebook that was run, as HTML; unless it is ``alive``, views are text alone.

    ``models`` is the state of its widgets by id, ``styles`` the style sheets that outputs brought along, each
    once, ``used`` the models that a page needs, and their views.
    """

    def __init__(self, notebook: NotebookNode, alive: bool = True) -> None:
        widgets = notebook["metadata"].get("widgets", {}).get(_STATE, {}).get("state", {})
        self.models: dict[str, Any] = {name: model["state"] for name, model in widgets.items()}
        for state in self.models.values():
            for trait, ref in state.pop("_shared", {}).items():
                if trait not in ("code", "sheets"):
                    state[trait] = unshared(self.models[ref.removeprefix("IPY_MODEL_")]["value"])
        self.alive = alive
        self.styles, self.used = dict[str, None](), dict[str, str]()

    def html(self, cell: NotebookNode) -> str:
        """Return what ``cell`` gave."""
        return "".join(self._one(output) for output in cell.outputs)

    def options(self, cell: NotebookNode) -> list[str]:
        """Return what the form that ``cell`` shows lets one choose, in words; [] for anything else."""
        views = [output["data"].get(WIDGET) for output in cell.get("outputs", ()) if "data" in output]
        fields = [self.models[view["model_id"]].get("field", {}) for view in views if view]
        return [called for field in fields for _, called in field.get("options", ())]

    def _one(self, output: NotebookNode) -> str:
        if output.output_type == "error":
            return ""
        data = output.get("data", {"text/plain": output.get("text", "")})
        if "text/html" not in data:
            return str(CELLS.said(data["text/plain"].rstrip()))
        page = drawn_by_page(data["text/html"])
        self.styles |= dict.fromkeys(_STYLE.findall(page))
        page = _STYLE.sub("", page)
        if WIDGET not in data:
            return page
        # On paper a view would fill pages with all that it could show: what it folds is left out.
        return self._view(data[WIDGET]["model_id"], page) if self.alive else _FOLDED.sub("", page)

    def _view(self, name: str, twin: str) -> str:
        """Return the view of a model with its ``twin``; a page whose scripts run shows the first of them."""
        model = self.models[name]
        if "_view" in model:
            self.used[name] = model["_view"]
            return str(CELLS.view(name, twin))
        if "children" not in model:
            return twin  # a figure
        first, *others = [child.removeprefix("IPY_MODEL_") for child in model["children"]]
        asked = self.models[first]
        waiting = re.fullmatch(r"(<details[^>]*><summary>.*?</summary>)(.*)(</details>)", twin, re.DOTALL)
        if asked.get("_view") not in (Question.HOME, Sketch.HOME) or not waiting:
            return str(CELLS.still(twin))
        folded = waiting[1] + self._view(others[0], waiting[2]) + waiting[3]
        self.used[first] = asked["_view"]
        return str(CELLS.guarded(first, asked, folded))

    def state(self, shared: Shared | None = None, up: str = "") -> str:
        """Return the state of the models in use as JSON: each value once, since views share their tables.

        Of large ones that are ``shared`` it says in which file each is, ``up`` from the page.
        """
        pool: dict[str, int] = {}
        models, far = dict[str, Any](), dict[int, str]()
        for name, view in self.used.items():
            models[name] = {"view": view, "traits": {}}
            for trait, value in self.models[name].items():
                if trait[0] != "_" and trait != "layout":
                    encoded = json.dumps(value, ensure_ascii=False)
                    models[name]["traits"][trait] = pool.setdefault(encoded, len(pool))
        for encoded, place in pool.items():
            if shared and len(encoded) > LARGE:
                file = f"{hashlib.sha256(encoded.encode()).hexdigest()[:12]}.json"
                shared.values[file], far[place] = encoded, f"{up}{shared.AT}{file}"
        near = ",".join("null" if place in far else encoded for encoded, place in pool.items())
        state = f'{{"pool": [{near}], "models": {json.dumps(models)}, "far": {json.dumps(far)}}}'
        return state.replace("</", "<\\/")
