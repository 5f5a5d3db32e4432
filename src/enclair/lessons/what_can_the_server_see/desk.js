// The request desk: a kind of data, a kind of request, and what each of the four designs can hand over.

function desk({ model, el }) {
  const t = speaker(model);
  const lang = () => model.get("lang");
  const { choose, focused, control, languages, place } = controls(model, el, {
    lists: [],
    menus: [],
    texts: [],
  });
  const draft = {};
  let part;

  /** How French law asks a company, with the sources. */
  function law() {
    const asked = model.get("asked");
    if (!asked.length) return null;
    const item = (row) =>
      h(
        "li",
        {},
        h("b", {}, row["from_" + lang()]),
        ` ${row["asks_" + lang()]} ${row.legal_basis}. `,
        ...sourced(row, t, lang()),
      );
    return h(
      "details",
      {},
      h("summary", { "data-at": "law" }, t("How French law asks a company")),
      h("ul", {}, ...asked.map(item)),
    );
  }

  function slip() {
    const kinds = model.get("kinds");
    const select = h(
      "select",
      { "data-at": "kind", onchange: () => choose({ kind: select.value }) },
      ...Object.entries(kinds).map(([code, [name]]) => h("option", { value: code }, t(name))),
    );
    select.value = model.get("kind");
    const requests = model.get("ofs");
    return h(
      "div",
      { class: "enclair-slip" },
      control(t("Kind of data"), select),
      pressed(t, choose, "request", requests, model.get("request"), t("Kind of request")),
      h("small", {}, named(t, requests[model.get("request")])),
    );
  }

  /** What follows once an answer was read. */
  function after() {
    const said = model.get("said");
    const key = model.get("request") === "key";
    return h(
      "div",
      {},
      h("p", { class: "enclair-note" }, t(key ? said.settled : said.alike)),
      key
        ? h("div", { class: "enclair-losses" }, ...model.get("losses").map((loss) => h("p", {}, t(loss))))
        : null,
    );
  }

  function draw() {
    const designs = Object.entries(model.get("designs"));
    const key = (design) => `${design}/${model.get("request")}/${model.get("kind")}`;
    const cells = designs.map(([design, [name, what]]) => ({
      key: key(design),
      name: t(name),
      what: t(what),
    }));
    const read = cells.some((cell) => model.get("predictions")[cell.key]);
    anew(
      focused,
      part,
      starts(
        t,
        choose,
        t("Start from a situation:"),
        model.get("situations"),
        model.get("situation_order"),
        (row) => ({
          request: row[1],
          kind: row[2],
        }),
      ),
      slip(),
      law(),
      h("p", { class: "enclair-head" }, t("What can each design hand over?")),
      h("div", { class: "enclair-four" }, sheet(model, t, choose, draft, cells)),
      read ? after() : null,
    );
  }

  function build() {
    part = h("div", {});
    place(
      h(
        "div",
        { class: "enclair enclair-grid", role: "group", lang: lang(), "aria-label": t("The request desk") },
        h(
          "div",
          { class: "enclair-bar" },
          h("span", {}, t("You work for the company. A request arrives.")),
          languages(),
        ),
        part,
        h("p", { class: "enclair-foot" }, t(model.get("assumptions"))),
      ),
    );
    draw();
  }

  model.on("change:request change:kind change:predictions", draw);
  model.on("change:lang", build);
  build();
}
