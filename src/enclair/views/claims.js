// The article taken apart: a list of its claims, the card of one, and the verdicts so far. Our verdict on a claim
// stands nowhere on the page before the student's.

function render({ model, el }) {
  const t = speaker(model);
  const lang = () => model.get("lang");
  const claims = () => model.get("claims");
  const mine = (claim) => model.get("verdicts")[claim.id] || "";
  const choices = () => Object.keys(model.get("labels"));
  const label = (verdict) => t(model.get("labels")[verdict]);
  const { choose, focused, languages, place } = controls(model, el, { lists: [], menus: [], texts: [] });
  let view = {}; // the parts of the page that change, by name

  function cited() {
    const { headline, outlet, date, url } = model.get("article");
    if (!url) return "";
    return h(
      "p",
      {},
      t("The article:"),
      " ",
      h("q", { lang: "fr", class: "enclair-claim-headline" }, headline),
      ", ",
      link(url, t.source(outlet)),
      `, ${dated(date, lang())}. `,
      t(
        "It is cited here, not copied: with the article open beside this page, the claims follow the order of its argument.",
      ),
    );
  }

  /** Where the proceedings stand; nothing for a case that tells of none. */
  function status() {
    const { status_en, status_fr, as_of } = model.get("proceedings");
    if (!as_of) return [];
    const said = ` ${t("As of {day}:", { day: dated(as_of, lang()) })} ${{ en: status_en, fr: status_fr }[lang()]}`;
    return [h("p", { class: "enclair-foot" }, h("strong", {}, t("Presumed innocent.")), said)];
  }

  function build() {
    view = { entries: new Map() };
    for (const claim of claims()) {
      const state = h("small");
      const entry = h(
        "button",
        { type: "button", value: claim.id, onclick: () => choose({ selected: claim.id }) },
        h("strong", {}, claim.id),
        h("span", { class: "enclair-claim-cut" }, claim["text_" + lang()]),
        state,
      );
      view.entries.set(claim.id, { entry, state });
    }
    view.list = h(
      "div",
      {
        class: "enclair-claim-list",
        role: "group",
        "aria-label": t("The {all} claims, in the order of the article. Arrow keys move, Enter opens one.", {
          all: claims().length,
        }),
        onkeydown: keys,
      },
      ...[...view.entries.values()].map(({ entry }) => entry),
    );
    view.card = h("div", { class: "enclair-claim", role: "group", "aria-label": t("The chosen claim") });
    view.summary = h("div", { class: "enclair-claim-summary" });
    const root = h(
      "div",
      {
        class: "enclair enclair-claims",
        role: "group",
        lang: lang(),
        "aria-label": t("The article taken apart"),
      },
      h("div", { class: "enclair-bar" }, cited(), languages()),
      h("div", { class: "enclair-claim-both" }, view.list, view.card),
      view.summary,
      ...status(),
    );
    place(root);
    draw();
  }

  function keys(event) {
    const entries = [...view.list.children];
    const here = entries.indexOf(event.target.closest("button"));
    const moves = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: entries.length - 1 };
    if (!(event.key in moves)) return;
    entries[Math.max(0, Math.min(entries.length - 1, moves[event.key]))].focus();
    event.preventDefault();
    event.stopPropagation();
  }

  function draw() {
    for (const claim of claims()) {
      const { entry, state } = view.entries.get(claim.id);
      const open = claim.id === model.get("selected");
      entry.tabIndex = open ? 0 : -1; // one stop for Tab; the arrow keys reach the others
      entry.setAttribute("aria-current", open);
      entry.classList.toggle("enclair-claim-judged", mine(claim) !== "");
      state.textContent = mine(claim)
        ? t("you: {verdict}", { verdict: label(mine(claim)) })
        : t("not judged yet");
      if (open) reveal(entry);
    }
    drawCard();
    drawSummary();
  }

  /** Scroll the list, and not the page, so that `entry` is seen. */
  function reveal(entry) {
    const { offsetTop: top, offsetHeight: height } = entry;
    const { scrollTop, clientHeight } = view.list;
    if (top < scrollTop || top + height > scrollTop + clientHeight) view.list.scrollTop = top - height;
  }

  function drawCard() {
    const here = claims().findIndex((claim) => claim.id === model.get("selected"));
    const claim = claims()[here];
    view.head = h(
      "p",
      { class: "enclair-head", tabIndex: -1, [KEYS]: "true" },
      t("Claim {number} of {all}", { number: here + 1, all: claims().length }),
      h("span", { class: "enclair-soft" }, ` · ${claim.id}`),
    );
    const step = (name, way) =>
      h(
        "button",
        { type: "button", disabled: !claims()[here + way], onclick: () => turn(claims()[here + way]) },
        name,
      );
    view.answer = answer(claim);
    view.card.replaceChildren(
      view.head,
      quotation(claim),
      evidence(claim),
      question(claim),
      ...(view.answer ? [view.answer] : []),
      h("p", { class: "enclair-set" }, step(t("Previous claim"), -1), step(t("Next claim"), 1)),
    );
  }

  /** Open another claim from its neighbour's card: reading goes on at the top. */
  function turn(claim) {
    choose({ selected: claim.id });
    view.head.focus();
  }

  function quotation(claim) {
    const side = (language, name) =>
      h(
        "div",
        {},
        h("p", { class: "enclair-soft" }, name),
        h("blockquote", { lang: language }, claim["text_" + language]),
      );
    return h(
      "div",
      { class: "enclair-claim-words" },
      side("fr", t("The article, in French")),
      side("en", t("In English")),
    );
  }

  function evidence(claim) {
    const url = claim.second_source_url;
    const host = () => new URL(url).hostname.replace(/^www\./, "");
    return h(
      "div",
      { class: "enclair-claim-evidence" },
      h("p", {}, h("strong", {}, t("What the sources say, in our words"))),
      h("p", {}, claim["evidence_" + lang()]),
      h(
        "p",
        { class: "enclair-source" },
        ...sourced(claim, t, lang()),
        ". ",
        url ? link(url, t("Second source: {host}", { host: host() })) : t("No second source recorded."),
      ),
    );
  }

  function question(claim) {
    const name = fresh("verdict");
    const given = mine(claim);
    const button = h(
      "button",
      { type: "submit", disabled: true },
      given ? t("Change my verdict") : t("Give my verdict"),
    );
    const option = (verdict) => {
      const input = h("input", { type: "radio", name, value: verdict, checked: verdict === given });
      const meaning = h("small", {}, t(model.get("meanings")[verdict]));
      return h("label", {}, input, h("span", {}, h("strong", {}, label(verdict)), " ", meaning));
    };
    const form = h(
      "form",
      {},
      h("fieldset", {}, h("legend", {}, t("Your verdict")), ...choices().map(option)),
      h(
        "p",
        {},
        button,
        h(
          "small",
          {},
          t(
            "Choose one; after your verdict you read ours, and why it can be argued. Nothing is marked, and nothing is sent.",
          ),
        ),
      ),
    );
    const chosen = () => form.querySelector("input:checked")?.value || "";
    form.onchange = () => (button.disabled = !chosen() || chosen() === given);
    form.onsubmit = (event) => {
      event.preventDefault();
      choose({ verdicts: { ...model.get("verdicts"), [claim.id]: chosen() } });
      view.answer.focus();
    };
    return form;
  }

  function answer(claim) {
    if (!mine(claim)) return null;
    const phrases = model.get("phrases");
    const parts = model.get("answers")[claim.id][lang()][mine(claim)];
    return h(
      "div",
      {
        class: "enclair-claim-answer",
        role: "group",
        tabIndex: -1,
        [KEYS]: "true",
        "aria-label": t("What we answer to your verdict"),
      },
      ...parts.map(([heading, words]) =>
        h("p", {}, h("strong", {}, phrases[heading]), h("br"), phrases[words]),
      ),
    );
  }

  function drawSummary() {
    const judged = claims().filter(mine);
    if (!judged.length) return view.summary.replaceChildren();
    const count = (verdict, of) => judged.filter((claim) => of(claim) === verdict).length;
    const row = (verdict) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, label(verdict)),
        h("td", {}, `${count(verdict, mine)}`),
        h("td", {}, `${count(verdict, (claim) => claim.verdict)}`),
      );
    const heads = [t("Verdict"), t("Yours"), t("Ours")];
    const values = { judged: judged.length, all: claims().length };
    const table = h(
      "table",
      {},
      h(
        "caption",
        {},
        t("Your verdicts and ours, for the {judged} of {all} claims that you have judged", values),
      ),
      h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, ...choices().map(row)),
    );
    const whole = judged.length === claims().length;
    view.summary.replaceChildren(
      table,
      ...(whole ? [h("p", { class: "enclair-note" }, model.get("finding")[lang()])] : []),
    );
  }

  model.on("change:selected change:verdicts", draw);
  model.on("change:lang", build);
  build();
}

export default { render };
