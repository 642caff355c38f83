// What of WCAG 2.2 AA, and of our own promises, a page can be asked itself. Returns the complaints.
// Opens every fold first, so that what is folded away is looked at too.
"use strict";
const { touch } = arguments[0];
const complaints = [];
const say = (rule, element) => {
  const words = element ? (element.innerText || element.name || "").trim().slice(0, 24) : "";
  const place = element ? `${element.tagName.toLowerCase()}${element.id ? "#" + element.id : ""}` +
    `${[...element.classList].map((name) => "." + name).join("")} “${words}”` : "";
  complaints.push(`${rule} ${place}`.trim());
};
const all = (css, root = document) => [...root.querySelectorAll(css)];
const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) &&
  element.getClientRects().length > 0 && !element.closest("[aria-hidden=true], .aside-words");

const scrolls = () => {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth > clientWidth) {
    say(`scrolls sideways, ${scrollWidth} > ${clientWidth}`);
    const beyond = all("body *").filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
    for (const element of beyond.slice(0, 3)) say("  stands out", element);
  }
  for (const element of all("body *")) {
    const inside = /^(auto|scroll)$/.test(getComputedStyle(element).overflowX) && element.tagName !== "TEXTAREA";
    if (inside && element.scrollWidth > element.clientWidth) say("scrolls sideways inside", element);
  }
};
scrolls();
for (const fold of all("details")) fold.open = true;
scrolls();

// One heading, a language, a title, one main part, ids that are unique and lead somewhere.
if (all("h1").length !== 1) say(`${all("h1").length} headings of the first level`);
if (!document.documentElement.lang.startsWith("zh")) say("no language");
if (!document.title.trim()) say("no title");
if (all("main").length !== 1) say(`${all("main").length} main parts`);
const ids = all("[id]").map((element) => element.id);
for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) say(`id twice: ${id}`);
for (const name of ["for", "aria-describedby", "aria-labelledby"]) {
  for (const element of all(`[${name}]`)) {
    for (const id of element.getAttribute(name).split(/\s+/)) {
      if (!document.getElementById(id)) say(`${name} leads nowhere: ${id}`, element);
    }
  }
}
for (const link of all("a[href^='#']")) {
  if (!document.getElementById(link.hash.slice(1))) say(`leads nowhere: ${link.hash}`, link);
}

// Everything that is operated has a name.
const nameOf = (element) => (element.getAttribute("aria-label") ||
  (element.labels && [...element.labels].map((label) => label.textContent).join("")) ||
  (/^(A|BUTTON|SUMMARY)$/.test(element.tagName) && element.textContent) || "").trim();
const controls = all("input:not([type=hidden]), select, textarea, button, a[href], summary")
  .filter((element) => !element.closest("[aria-hidden=true]"));
for (const element of controls) if (!nameOf(element)) say("no name", element);
for (const set of all("fieldset")) if (!set.querySelector("legend")) say("no legend", set);
for (const table of all("table")) if (!table.caption) say("no caption", table);
for (const picture of all("svg, img")) {
  if (!picture.closest("[aria-hidden=true]") && !picture.getAttribute("aria-label") &&
    !picture.getAttribute("alt") && !picture.querySelector("title")) say("no words for a picture", picture);
}

// Words stand out from their ground.
const parse = (colour) => {
  const parts = colour.match(/^rgba?\(([\d., ]+)\)$/);
  if (!parts) throw new Error(`a colour that is not understood: ${colour}`);
  const [r, g, b, a = 1] = parts[1].split(",").map(Number);
  return [r, g, b, a];
};
const over = ([r, g, b, a], ground) => [r, g, b].map((part, at) => part * a + ground[at] * (1 - a));
const groundOf = (element) => {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.backgroundImage !== "none") say("a picture behind words", at);
    const colour = parse(style.backgroundColor);
    if (colour[3] > 0) layers.unshift(colour);
    if (colour[3] === 1) break;
  }
  return layers.reduce((ground, layer) => over(layer, ground), [255, 255, 255]);
};
const light = (colour) => {
  const [r, g, b] = colour.map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrastOf = (element) => {
  const ground = groundOf(element);
  const colour = parse(getComputedStyle(element).color);
  for (let at = element; at; at = at.parentElement) colour[3] *= Number(getComputedStyle(at).opacity);
  const [dark, bright] = [light(over(colour, ground)), light(ground)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
};
const speaking = new Set(all("input:not([type=hidden]), select, textarea").filter(isShown));
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const element = walk.currentNode.parentElement;
  const isWords = walk.currentNode.data.trim() && !element.closest("script, style, template, option");
  if (isWords && isShown(element)) speaking.add(element);
}
if (!speaking.size) say("no words at all");

// An office reads its rules in words: ids of requirements are for those who build, and stand in the files of rules only.
for (const element of speaking) {
  const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
  const id = own.map((node) => node.data).join(" ").match(/(?<![\w-])(?:S\d|P)-\d\d(?!\d)/);
  if (id && !element.closest("pre")) say(`an id of ours: ${id[0]}`, element);
}

for (const element of speaking) {
  const contrast = contrastOf(element);
  if (contrast < 4.5) say(`contrast ${contrast.toFixed(2)}`, element);
}

// A citizen reads without glasses: no word is smaller than the browser's own size, or, in large type,
// than a quarter more.
const root = parseFloat(getComputedStyle(document.documentElement).fontSize);
for (const element of touch ? speaking : []) {
  const size = parseFloat(getComputedStyle(element).fontSize);
  if (size < root - 0.1) say(`type of only ${size.toFixed(1)} px`, element);
}

// A finger finds what is pressed. On public pages 44 px, at the desk the 24 px of the guidelines.
const least = touch ? 44 : 24;
const pressed = all("button, a.button, summary, input:not([type=hidden]), select, textarea").filter(isShown);
for (const element of pressed) {
  if (element.tabIndex < 0) continue;
  const isMark = /^(radio|checkbox)$/.test(element.type);
  const target = isMark ? element.closest("label") || element : element;
  const { width, height } = target.getBoundingClientRect();
  if (height < least - 0.5) say(`only ${height.toFixed(1)} px high`, element);
  if (width < 23.5) say(`only ${width.toFixed(1)} px wide`, element);
}
return complaints;
