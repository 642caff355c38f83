// The registration page (登记并拟办): keeps the draft, looks names up by pinyin, shows repeats, counts the
// call. The page works without any of it. Nothing is stored in the browser; markup is made of nodes.
"use strict";

const form = document.querySelector("form[data-draft]");

const ask = (address, body) => fetch(address, {
  method: "POST", body, credentials: "same-origin",
  headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
});

// The form as it stands, without its files.
const typed = () => {
  const pairs = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") pairs.append(name, value);
  return pairs;
};

const element = (tag, text, className) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
};

if (form) {
  // Draft: two seconds after the last key, and when the page is put aside.
  const kept = form.querySelector("[data-kept]");
  let waiting = 0;
  let sent = false;
  const keep = () => {
    waiting = 0;
    if (sent) return;
    ask(form.dataset.draft, typed()).then((answer) => (answer.ok && !answer.redirected ? answer.text() : Promise.reject()))
      .then((at) => { kept.textContent = `草稿已存（${at}）`; })
      .catch(() => { kept.textContent = "草稿没有存上，请按“存草稿”"; });
  };
  const later = () => { clearTimeout(waiting); waiting = setTimeout(keep, 2000); };
  form.addEventListener("input", later);
  form.addEventListener("submit", () => { sent = true; clearTimeout(waiting); });
  window.addEventListener("pageshow", () => { sent = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden && waiting) keep(); });

  // Repeats: asked when a field of the reporter or a name is left.
  const place = document.querySelector("[data-cards]");
  let last = "";
  const repeats = () => {
    const body = typed();
    const keys = [...body].filter(([name]) => /^reporter\.(name|phone|id_number)$|subject$|^accused\..*name$|^title$|^text$/.test(name));
    const now = JSON.stringify(keys);
    if (now === last || keys.every(([, value]) => !value.trim())) return;
    last = now;
    ask(form.dataset.repeats, body).then((answer) => (answer.ok ? answer.json() : Promise.reject())).then(show).catch(() => {});
  };
  const show = (cards) => {
    place.textContent = "";
    if (!cards.length) place.append(element("p", "您能看到的信访件里，没有同一举报人、同一被反映人或者内容相似的。", "note"));
    for (const card of cards) {
      const section = element("section", "", card.apart ? "card apart" : "card");
      const heading = element("h3");
      const link = element("a", card.title);
      link.href = `/desk/matters/${card.number}`;
      link.target = "_blank";
      link.rel = "noopener";
      heading.append(link);
      section.append(heading, ...(card.likely ? [element("p", card.likely, "likely")] : []), element("p", card.why, "note"), element("p", `${card.received_on} 收到，${card.stands}`));
      section.append(element("p", `结论：${card.result}${card.answered ? `；答复：${card.answered}` : ""}`));
      if (card.open) {
        const button = element("button", `并入 ${card.number}`, "button");
        button.name = "page.go";
        button.value = `join-${card.number}`;
        button.setAttribute("form", form.id);
        const line = element("p", "", "decide");
        line.append(button);
        section.append(line);
      }
      if ("apart" in form.dataset) {
        const label = element("label");
        const tick = element("input");
        Object.assign(tick, { type: "checkbox", name: "page.apart", value: card.number, checked: card.apart });
        tick.setAttribute("form", form.id);
        tick.addEventListener("change", () => { section.classList.toggle("apart", tick.checked); later(); });
        label.append(tick, " 不是同一件");
        const line = element("p", "", "decide");
        line.append(label);
        section.append(line);
      }
      place.append(section);
    }
  };

  // Suggestions: from title and text, left out where the form has them already. Nothing is filled in unasked.
  const suggested = document.querySelector("[data-suggested]");
  let words = "";
  const suggest = () => {
    const body = typed();
    const now = `${body.get("title")}\n${body.get("text")}`;
    if (!suggested || now === words || !now.trim()) return;
    words = now;
    ask(form.dataset.suggestions, body).then((answer) => (answer.ok ? answer.json() : Promise.reject())).then(offer).catch(() => {});
  };
  const offer = (found) => {
    const list = suggested.querySelector("ul");
    list.textContent = "";
    suggested.hidden = !found.length;
    found.forEach((one) => {
      const item = element("li");
      const what = element("p");
      what.append(element("span", one.what, "note"), " ", element("b", one.zh), ` ${one.confidence}`);
      const button = element("button", "采用", "button");
      button.type = "button";
      button.addEventListener("click", () => fill(one, item));
      const line = element("p");
      line.append(button);
      item.append(what, element("p", `凭${one.words}`, "note"), line);
      list.append(item);
    });
    keyed();
  };
  // The key takes the first; then the next is the first.
  const keyed = () => {
    const button = suggested.querySelector("li button");
    if (!button) return;
    button.accessKey = "a";
    button.append(" ", element("kbd", "A"));
  };
  const fill = (one, item) => {
    const fields = [...form.elements].filter((field) => field.name === one.field);
    const field = fields.find((known) => known.type === "checkbox" && known.value === one.value) || fields[0];
    if (!field) return;
    if (field.type === "checkbox") field.checked = true; else field.value = one.value;
    const folded = field.closest("details");
    if (folded) folded.open = true;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    item.remove();
    suggested.hidden = !suggested.querySelector("li");
    keyed();
    field.focus();
  };

  form.addEventListener("focusout", (event) => { if (/^title$|^text$/.test(event.target.name || "")) suggest(); });
  form.addEventListener("focusout", (event) => { if (/^reporter\.|subject$|^accused\.|^title$|^text$/.test(event.target.name || "")) repeats(); });

  // Look-up: a list under the field; arrows choose, Enter takes, Escape closes.
  let serial = 0;
  form.addEventListener("input", (event) => { if (event.target.dataset.lookup) search(event.target); });
  form.addEventListener("focusout", (event) => { if (event.target.dataset.lookup) setTimeout(() => close(event.target), 150); });
  form.addEventListener("keydown", (event) => { if (event.target.dataset.lookup) move(event); });

  const close = (field) => {
    const list = document.getElementById(`${field.id}-hits`);
    if (list) list.remove();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const search = (field) => {
    const mine = ++serial;
    if (!field.value.trim()) { close(field); return; }
    const body = new URLSearchParams({ sought: field.dataset.lookup, typed: field.value });
    ask("/desk/lookup", body).then((answer) => (answer.ok ? answer.json() : [])).then((hits) => {
      if (mine !== serial || document.activeElement !== field) return;
      close(field);
      if (hits.length) open(field, hits);
    }).catch(() => {});
  };
  const open = (field, hits) => {
    const list = element("ul", "", "hits");
    list.id = `${field.id}-hits`;
    list.setAttribute("role", "listbox");
    hits.forEach((hit, at) => {
      const item = element("li");
      item.id = `${list.id}-${at}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(element("b", hit.zh), element("span", hit.note, "note"));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(field, hit); });
      item.hit = hit;
      list.append(item);
    });
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "true");
    field.parentNode.append(list);
  };
  const move = (event) => {
    const field = event.target;
    const list = document.getElementById(`${field.id}-hits`);
    if (!list) return;
    const items = [...list.children];
    const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const next = items[(at + step + items.length) % items.length];
      items.forEach((item) => item.setAttribute("aria-selected", String(item === next)));
      field.setAttribute("aria-activedescendant", next.id);
      next.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && !event.ctrlKey) {
      event.preventDefault();
      take(field, items[Math.max(at, 0)].hit);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close(field);
    }
  };
  // Taking a cadre fills what the register knows of them.
  const take = (field, hit) => {
    serial += 1;
    const isId = field.dataset.lookup === "person";
    field.value = isId ? `${hit.zh}（${hit.value}）` : hit.zh;
    const row = field.name.slice(0, field.name.lastIndexOf(".") + 1);
    for (const [name, value] of Object.entries(hit.fills)) {
      const other = form.elements[name === "region" ? "region" : `${row}${name}`];
      if (other && (name !== "region" || !other.value)) other.value = value;
    }
    close(field);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    serial += 1;
  };

  // The call: how long it lasts.
  const since = form.querySelector("[data-since]");
  if (since) {
    const began = Date.now();
    const words = since.textContent;
    setInterval(() => {
      const seconds = Math.floor((Date.now() - began) / 1000);
      since.textContent = `${words}，已 ${Math.floor(seconds / 60)} 分 ${String(seconds % 60).padStart(2, "0")} 秒`;
    }, 1000);
  }
}
