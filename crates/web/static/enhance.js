// Small comforts on top of pages that work without script. No storage, no request, no markup from strings.
"use strict";

// Quick leave (快速离开): replaces the page, so that "back" does not return to it. Escape three times does the same.
const leave = document.querySelector("[data-leave]");
if (leave) {
  let presses = [];
  const go = () => { document.body.hidden = true; location.replace(leave.href); };
  leave.addEventListener("click", (event) => { event.preventDefault(); go(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") { presses = []; return; }
    presses = presses.filter((at) => event.timeStamp - at < 1500).concat(event.timeStamp);
    if (presses.length >= 3) go();
  });
}

// The error summary takes the focus when the page comes back.
const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();

// Counter: "还可以写 19,980 字".
for (const area of document.querySelectorAll("textarea[data-count]")) {
  const words = document.getElementById(area.dataset.count);
  const tell = () => { words.textContent = `已写 ${area.value.length.toLocaleString("zh-CN")} 字，还可以写 ${(area.maxLength - area.value.length).toLocaleString("zh-CN")} 字`; };
  area.addEventListener("input", tell);
  if (area.value) tell();
}

// A form with unsent words asks before it is left; a form is sent once.
for (const form of document.querySelectorAll("form[data-keep]")) {
  let unsent = false;
  form.addEventListener("input", () => { unsent = true; });
  form.addEventListener("submit", () => { unsent = false; });
  window.addEventListener("beforeunload", (event) => { if (unsent && !document.body.hidden) { event.preventDefault(); event.returnValue = ""; } });
}
for (const form of document.querySelectorAll("form[data-once]")) {
  let sent = false;
  form.addEventListener("submit", (event) => { if (sent) event.preventDefault(); sent = true; });
  window.addEventListener("pageshow", () => { sent = false; });
}

// Ctrl and Enter send the form one is writing in.
document.addEventListener("keydown", (event) => {
  const form = event.ctrlKey && event.key === "Enter" && event.target.form;
  const main = form && form.querySelector(".button.main");
  if (main) main.click();
});

// Printing needs script; without it the button stays hidden and the browser's own menu serves.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Repeated group: the button clones the <template> it names; "__" in names and ids becomes the next index.
for (const button of document.querySelectorAll("button[data-add]")) {
  const template = document.getElementById(button.dataset.add);
  if (!template) continue;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const index = String(Number(button.dataset.next));
    const copy = template.content.cloneNode(true);
    for (const element of copy.querySelectorAll("*")) {
      for (const name of ["id", "name", "for", "value", "aria-describedby"]) {
        const value = element.getAttribute(name);
        if (value && value.includes("__")) element.setAttribute(name, value.replace("__", index));
      }
      if (element.hasAttribute("data-ordinal")) element.textContent = String(Number(index) + 1);
    }
    const first = copy.querySelector("input, select, textarea");
    button.dataset.next = String(Number(index) + 1);
    template.parentNode.insertBefore(copy, template);
    if (first) first.focus();
  });
}

// Keys on the desk: j and k walk the rows of a book, / goes to the search field, ? opens the help.
const help = document.querySelector("a[data-help]");
const rows = Array.from(document.querySelectorAll(".book tbody td.what a, .found h2 a"));
const search = document.querySelector("[data-search]") || document.querySelector("[data-seek]");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  if (event.key === "?" && help) { location.assign(help.href); return; }
  if (event.key === "/" && search) { event.preventDefault(); search.focus(); return; }
  const step = { j: 1, k: -1 }[event.key];
  if (!step || !rows.length) return;
  const at = rows.indexOf(document.activeElement);
  rows[Math.min(Math.max(at + step, 0), rows.length - 1)].focus();
});

// A stock phrase goes into the words it names instead of reloading the page.
for (const button of document.querySelectorAll("button[data-phrase]")) {
  const words = document.getElementById(button.dataset.phrase);
  if (!words) continue;
  button.hidden = false;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    words.value = words.value.trimEnd() + button.value;
    words.dispatchEvent(new Event("input", { bubbles: true }));
    words.focus();
  });
}
