// The sheet of a case review adds up as one types. Without this script the program adds up when it is sent.
"use strict";

const form = document.querySelector("[data-score]");
const total = form && form.querySelector("[data-total]");

const add = () => {
  let left = 100;
  for (const part of form.querySelectorAll("tbody[data-points]")) {
    const points = Number(part.dataset.points);
    let lost = 0;
    for (const count of part.querySelectorAll("[data-cost]")) lost += Number(count.value || 0) * Number(count.dataset.cost);
    lost = Math.min(lost, points);
    left -= lost;
    part.querySelector("[data-left]").textContent = lost ? `，余 ${points - lost} 分` : "";
  }
  total.textContent = `现在得 ${left} 分。`;
  total.hidden = false;
};

if (form) {
  form.addEventListener("input", add);
  add();
  // Enter goes on to the next line instead of sending a sheet half filled.
  const counts = Array.from(form.querySelectorAll(".count"));
  for (const [at, count] of counts.entries()) {
    count.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey) return;
      event.preventDefault();
      (counts[at + 1] || form.querySelector("textarea") || count).focus();
    });
  }
}
