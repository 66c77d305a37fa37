// Suggests names while one types into a box: a combobox with its listbox. Leads to what is chosen;
// a list of one kind alone (data-of) sends its form with it instead.
"use strict";
const suggestIn = (list, places) => {
  const form = list.closest("form");
  const input = form.querySelector("input:not([type=hidden])");
  const told = list.nextElementSibling;
  const { of } = list.dataset;
  const most = 8;
  let timer, request;
  let active = -1;

  const say = (name, value) => input.setAttribute(name, value);

  const choose = (place) => {
    active = place;
    [...list.children].forEach((one, n) => one.setAttribute("aria-selected", n === place));
    const option = list.children[place];
    say("aria-activedescendant", option?.id ?? "");
    option?.scrollIntoView({ block: "nearest" });
  };

  const optionOf = ({ kind, key, name, type }, n) => {
    const option = document.createElement("li");
    const what = document.createElement("span");
    option.setAttribute("role", "option");
    option.id = `${list.id.slice(0, -1)}-${n}`;
    option.dataset.to = of ? key : `${places[kind]}${key}/`;
    what.className = "muted";
    what.textContent = of ? type : kind;
    option.append(`${name} `, what);
    return option;
  };

  const show = (found) => {
    list.replaceChildren(...found.map(optionOf));
    list.hidden = !found.length;
    say("aria-expanded", !list.hidden);
    choose(-1);
  };

  const stop = () => {
    clearTimeout(timer);
    request?.abort();
  };
  const close = () => {
    stop();
    told.textContent = "";
    show([]);
  };

  const ask = async (q) => {
    request = new AbortController();
    const { signal } = request;
    const query = new URLSearchParams({ q, limit: of ? 20 : most });
    try {
      const answer = await fetch(`${places.ask}?${query}`, { signal, credentials: "omit" });
      const { results } = await answer.json();
      const found = results.filter(({ kind }) => !of || kind === of).slice(0, most);
      show(found);
      told.textContent = `Suggestions: ${found.length}`;
    } catch {
      if (!signal.aborted) close();
    }
  };

  const go = (option) => {
    if (!option) return;
    if (!of) return location.assign(option.dataset.to);
    input.value = option.dataset.to;
    form.submit();
  };

  input.addEventListener("input", () => {
    const q = input.value.trim();
    stop();
    if (!q || q.length > 100) close();
    else timer = setTimeout(ask, 150, q);
  });
  input.addEventListener("keydown", (event) => {
    const { length } = list.children;
    const { key, isComposing } = event;
    if (!length || isComposing) return;
    if (key === "Escape") close();
    else if (key === "ArrowDown") choose(active + 1 < length ? active + 1 : -1);
    else if (key === "ArrowUp") choose(active < 0 ? length - 1 : active - 1);
    else if (key === "Enter" && active >= 0) go(list.children[active]);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  // The box keeps the focus.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => go(event.target.closest("li")));

  say("role", "combobox");
  say("autocomplete", "off");
  say("aria-autocomplete", "list");
  say("aria-controls", list.id);
  show([]);
};
for (const list of document.querySelectorAll(".suggestions[hidden]")) {
  suggestIn(list, document.currentScript.dataset);
}
