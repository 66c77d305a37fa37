// Tells our own server what became of a search hit, and nobody else. docs/matches.md says what is
// kept, how long, and what never is. Silent where the visitor asks for that; the site works without.
"use strict";
(() => {
  if (navigator.doNotTrack === "1" || navigator.globalPrivacyControl) return;
  const address = document.currentScript.dataset.address;
  const KEY = "search-hit";

  const send = (token, kind) =>
    fetch(address, {
      method: "POST",
      keepalive: true,
      credentials: "omit",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token, kind }),
    }).catch(() => {});

  // Storage may be switched off.
  const remembered = (write) => {
    try {
      if (write) sessionStorage.setItem(KEY, JSON.stringify(write));
      return JSON.parse(sessionStorage.getItem(KEY)) || {};
    } catch {
      return {};
    }
  };

  const linkOf = (event) => event.target.closest && event.target.closest("a[href]");

  // The list of hits.
  const opened = (event) => {
    const link = linkOf(event);
    if (!link || !link.dataset.hit || event.button > 1) return;
    remembered({ path: link.pathname, token: link.dataset.hit });
    send(link.dataset.hit, "click");
  };
  document.addEventListener("click", opened);
  document.addEventListener("auxclick", opened);

  // Its thumbs, here and on the artifact's page: without this they lead to a page of thanks.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".helped") || !event.submitter) return;
    event.preventDefault();
    send(form.elements.token.value, event.submitter.value);
    const thanks = document.createElement("p");
    thanks.setAttribute("role", "status");
    thanks.textContent = "Thank you.";
    form.replaceWith(thanks);
  });

  // The artifact's page, if a hit led here.
  const { path, token } = remembered();
  const asked = document.getElementById("found-by-search");
  if (!asked || path !== location.pathname) return;
  asked.querySelector("[name=token]").value = token;
  asked.hidden = false;

  let seconds = 0;
  const clock = setInterval(() => {
    if (document.visibilityState !== "visible") return;
    seconds += 1;
    if (seconds === 10 || seconds === 30) send(token, `dwell_${seconds}`);
    if (seconds === 30) clearInterval(clock);
  }, 1000);

  const left = (url) => {
    if (url.host !== location.host) send(token, "outbound");
    else if (url.pathname.startsWith("/compare/")) send(token, "compare_add");
  };
  const followed = (event) => {
    const link = linkOf(event);
    if (link && link.protocol.startsWith("http") && event.button < 2) left(link);
  };
  document.addEventListener("click", followed);
  document.addEventListener("auxclick", followed);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".helped")) left(new URL(event.target.action));
  });
})();
