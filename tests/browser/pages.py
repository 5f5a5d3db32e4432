"""Open a view in a page of its own: no kernel, no server, no network, nothing asked elsewhere."""

import json
import re
import zlib
from contextlib import contextmanager
from pathlib import Path
from string import Template

from anywidget import AnyWidget
from axe_playwright_python.sync_playwright import Axe

from enclair.views import view as views

#: What can have the focus, and must keep single keys from JupyterLab.
BARE = ":is(button, input, a, summary, select, textarea, [tabindex]):not([data-lm-suppress-shortcuts])"


def no_barriers(page, **options):
    """Fail if axe finds a barrier; to list what is in order, too, takes most of its time, and is left out."""
    plain = {"resultTypes": ["violations"], "preload": False}  # nothing that plays, no style from elsewhere
    options["options"] = plain | options.get("options", {})
    loaded = page.evaluate("'axe' in window")
    found = (Axe("0") if loaded else Axe()).run(page, **options)
    assert found.violations_count == 0, found.generate_report()


#: The rules of axe that a theme or a narrow window can break; all others see the same elements.
LOOKS = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]


#: What stands outside its group, over what follows.
LEFT = "(all) => all.filter((one) => one.scrollHeight > one.clientHeight + 2).map((one) => one.textContent)"


class Opened:
    """A page with one view; what it asks of others and what breaks in it is kept in ``wrong``."""

    #: That of the views which this page can show.
    home = ""

    def __init__(self, browser, **context):
        self.page = browser.new_context(offline=True, **context).new_page()
        self.wrong: list[str] = []
        self.page.on("request", lambda asked: self.note(asked.url))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def note(self, address):
        """Keep an address that is no file."""
        if address[:5] not in ("file:", "data:", "about"):
            self.wrong.append(address)

    def open(self, path):
        """Open a file as if nothing had been opened before."""
        self.forget()
        self.page.goto(path.as_uri())

    def forget(self):
        """Have a screen of the usual kind, and nothing that went wrong."""
        self.wrong.clear()
        self.page.emulate_media(
            media="null", color_scheme="null", reduced_motion="null", forced_colors="null"
        )
        self.page.set_viewport_size({"width": 1280, "height": 1000})

    def show(self, place):
        """Show another of the views of the page, in the place of the one that stands there."""
        self.forget()
        self.page.evaluate("place => enclair.show(place)", place)

    def trait(self, name):
        """What the view's model holds."""
        return self.page.evaluate("name => enclair.model.get(name)", name)

    def set(self, name, value):
        """Set a trait, as the kernel would."""
        self.page.evaluate("([name, value]) => enclair.model.set(name, value)", [name, value])

    def text(self):
        """All that the view says, whether one sees it or not."""
        return str(self.page.locator("#view").evaluate("view => view.textContent"))

    def focused(self):
        """The words of what has the focus."""
        return str(self.page.evaluate("document.activeElement.textContent"))

    def unfold(self):
        """Open all that is folded."""
        self.page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")

    def check_access(self, width, scheme):
        """Unfold all; fail if axe finds a barrier, a field is outside its group, or the page is too wide."""
        self.unfold()
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_viewport_size({"width": width, "height": 1000})
        no_barriers(self.page, **{"options": {"runOnly": LOOKS}} if scheme == "dark" else {})
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width
        assert self.page.locator("fieldset").evaluate_all(LEFT) == []

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, selector, *keys, most=60):
        """Press Tab until an element that fits ``selector`` has the focus, and then these keys."""
        for _ in range(most):
            self.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return self.press(*keys)
        raise AssertionError(f"Tab did not reach {selector} in {most} steps.")


#: One page for each kind of browser that a test asks for; every test shows its view in it anew.
_PAGES = {}


def state(view):
    """The traits of a view that its page needs: its own that are synchronised or shared."""
    names = {*view.trait_names(sync=True), *view.trait_names(shared=True)} - {*AnyWidget.class_trait_names()}
    return {name: getattr(view, name) for name in sorted(names) if name[0] != "_"}


def kept(view):
    """The home of a view and its state, as JSON."""
    return json.dumps([view.HOME, state(view)], ensure_ascii=False)


def page_of(*shown):
    """A page that shows one of these views at a time; a question has no form for where no script runs."""
    script, style = views.bundle([view.HOME for view in shown], "tests/browser/alone.js")
    states = f"[{','.join(map(kept, shown))}]"
    return Template(Path(__file__).with_name("view.html").read_text(encoding="utf-8")).substitute(
        lang=shown[0].lang,
        script=script,
        style=style,
        state=states.replace("</", "<\\/"),
        twin=shown[0]._html() if isinstance(shown[0], views.View) else "",
    )


@contextmanager
def opened_page(chromium, folder, shown, *, scripts=True, waits=".enclair, .slide"):
    """Open a view, or a page that is given as HTML, without a network, and wait for an element of it."""
    if (chromium, scripts) not in _PAGES:
        _PAGES[chromium, scripts] = Opened(chromium, java_script_enabled=scripts)
    opened, home = _PAGES[chromium, scripts], getattr(shown, "HOME", "")
    if scripts and home and home == opened.home:
        opened.forget()
        opened.page.evaluate("view => enclair.open(JSON.parse(view))", kept(shown))
    else:
        path = folder / "view.html"
        path.write_text(page_of(shown) if home else shown, encoding="utf-8")
        opened.open(path)
        opened.home = home
    if scripts:
        opened.page.locator(waits).first.wait_for(state="attached")
    yield opened
    for other in opened.page.context.pages[1:]:
        other.close()
    assert opened.wrong == []


def pages_of(path):
    """The size of each page of a PDF as Chromium writes it, and how many times it shows text."""
    data = path.read_bytes()
    objects = dict(re.findall(rb"\n(\d+) 0 obj\b(.*?)\nendobj", data, re.DOTALL))
    pages = []
    for body in objects.values():
        if re.search(rb"/Type\s*/Page\b", body):
            box = [float(side) for side in re.search(rb"/MediaBox\s*\[([^\]]+)\]", body)[1].split()]
            content = objects[re.search(rb"/Contents\s+(\d+)", body)[1]]
            drawn = zlib.decompress(content.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0])
            pages.append(((round(box[2]), round(box[3])), len(re.findall(rb"\bT[jJ]\b", drawn))))
    return pages
