// Improves what works without it: nothing here is needed to read or to decide.
"use strict";
(() => {
  // ── the day that is looked at: a slider over the days of news ──
  const box = document.querySelector("form.asof[data-days]");
  const days = box ? box.dataset.days.split(" ").filter(Boolean) : [];
  if (box && days.length > 2) {
    const day = box.querySelector("input[type=date]");
    const stops = [...new Set([...days, day.value, day.max])].sort();
    const slider = document.createElement("input");
    const told = document.createElement("output");
    slider.type = "range";
    slider.min = 0;
    slider.max = stops.length - 1;
    const at = stops.findIndex((stop) => stop >= day.value);
    slider.value = at < 0 ? stops.length - 1 : at;
    slider.setAttribute("aria-label", "Day of news");
    const tell = () => {
      told.textContent = stops[slider.value];
      slider.setAttribute("aria-valuetext", stops[slider.value]);
    };
    slider.addEventListener("input", tell);
    slider.addEventListener("change", () => {
      day.value = stops[slider.value];
      box.requestSubmit();
    });
    tell();
    box.append(slider, told);
    box.classList.add("slides");
  }

  // ── search as you type ──
  const field = document.getElementById("find");
  const found = document.getElementById("found");
  let asked = 0;
  let timer = 0;
  const row = (href, name, note) => {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = name;
    if (note) {
      const small = document.createElement("small");
      small.textContent = note;
      link.append(" ", small);
    }
    return link;
  };
  const show = (answer) => {
    found.replaceChildren();
    for (const one of answer.titles) found.append(row("/t/" + one.ref, one.name, one.release));
    for (const one of answer.people) found.append(row("/t/" + one.ref, one.person, one.name));
    for (const one of answer.passages) found.append(row("/d/" + one.document, one.heading, one.words));
    found.hidden = !found.children.length;
  };
  const ask = async () => {
    const words = field.value.trim();
    const turn = ++asked;
    if (words.length < 2) {
      found.hidden = true;
      return;
    }
    try {
      const answer = await fetch("/search.json?most=6&q=" + encodeURIComponent(words));
      if (answer.ok && turn === asked) show(await answer.json());
    } catch {
      found.hidden = true; // the form itself still works
    }
  };
  if (field && found) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 150);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && !found.hidden) {
        event.preventDefault();
        found.querySelector("a").focus();
      }
    });
    found.addEventListener("keydown", (event) => {
      const links = [...found.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        (links[at + step] || field).focus();
      }
      if (event.key === "Escape") {
        found.hidden = true;
        field.focus();
      }
    });
    document.addEventListener("click", (event) => {
      if (!event.target.closest(".find")) found.hidden = true;
    });
  }

  // ── a claim that is led to is opened ──
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;

  // ── a file may be dropped anywhere on the form that adds one ──
  const drop = document.querySelector("form.add");
  if (drop) {
    const file = drop.querySelector("input[type=file]");
    for (const name of ["dragover", "dragenter"])
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.add("dropping");
      });
    drop.addEventListener("dragleave", () => drop.classList.remove("dropping"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("dropping");
      if (event.dataTransfer.files.length) file.files = event.dataTransfer.files;
    });
  }
})();
