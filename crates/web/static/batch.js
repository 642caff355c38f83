// Ticking rows of a list: x ticks the row one stands on, Shift takes the rows between. Without this script
// the boxes are plain boxes and the button sends them.
"use strict";

const boxes = Array.from(document.querySelectorAll("[data-ticks] input[name=item]"));
const told = document.querySelector("[data-ticked]");
let last = -1;

const tell = () => {
  const count = boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.closest("tr").classList.toggle("ticked", box.checked);
  if (told) told.textContent = count ? `已选 ${count} 件` : "勾选几件，一起办理";
};

const tick = (at, checked, range) => {
  const from = range && last >= 0 ? Math.min(last, at) : at;
  const until = range && last >= 0 ? Math.max(last, at) : at;
  for (let index = from; index <= until; index += 1) boxes[index].checked = checked;
  last = at;
  tell();
};

for (const [at, box] of boxes.entries()) {
  box.addEventListener("click", (event) => tick(at, box.checked, event.shiftKey));
}

// The box in the head ticks the page; it is made here, for without script it could do nothing.
const head = document.querySelector("[data-ticks] th.c-tick");
if (head && boxes.length) {
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", "勾选本页");
  all.addEventListener("click", () => { for (const box of boxes) box.checked = all.checked; tell(); });
  head.append(all);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.key.toLowerCase() !== "x") return;
  const at = document.activeElement;
  if (/^(SELECT|TEXTAREA)$/.test(at.tagName) || (at.tagName === "INPUT" && at.type !== "checkbox")) return;
  const row = at.closest("[data-ticks] tr");
  const index = row ? boxes.indexOf(row.querySelector("input[name=item]")) : -1;
  if (index >= 0) tick(index, !boxes[index].checked, event.shiftKey);
});

// What came back from another page may be ticked already.
window.addEventListener("pageshow", tell);

// A long batch goes on by itself, a part at a time; without script the button is pressed.
const going = document.querySelector("form[data-continue]");
if (going) setTimeout(() => going.querySelector(".button.main").click(), 400);
