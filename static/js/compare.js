// Rows are chosen without loading the page anew: its parts are taken from the answer.
"use strict";
(() => {
  const form = document.getElementById("row-form");
  if (!form) return;
  const parts = [
    ...["facts", "row-count", "support", "weigh"],
    ...["member-list", "add-carried", "additions", "next"],
    ...["cost-presets", "cost-carried", "cost-clear"],
  ];
  let request;

  const put = (id, fresh) => {
    const old = document.getElementById(id);
    const part = fresh.getElementById(id);
    if (!old || !part) return;
    // What announces a change has to stay; anything open stays open.
    if (id === "row-count") return old.replaceChildren(...part.childNodes);
    part.open = old.open;
    old.replaceWith(part);
  };

  const choose = async () => {
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    form.setAttribute("aria-busy", "true");
    const query = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(`${form.action.split("#")[0]}?${query}`, { signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of parts) put(id, fresh);
      history.replaceState(null, "", answer.url);
    } catch {
      if (!signal.aborted) form.submit();
    }
    if (!signal.aborted) form.removeAttribute("aria-busy");
  };

  form.addEventListener("change", choose);
})();
