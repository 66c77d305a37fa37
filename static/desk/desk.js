// What the theme leaves out: names for its search boxes, and new rows that stand open.
(() => {
  const labelOf = (select) =>
    select.getAttribute("aria-label") || select.labels?.[0]?.textContent.replace("*", "").trim();

  const nameSearchBoxes = () => {
    document.querySelectorAll("select.select2-hidden-accessible").forEach((select) => {
      const parts = select.nextElementSibling?.querySelectorAll(
        ".select2-selection__rendered, .select2-search__field",
      );
      parts?.forEach((part) => part.setAttribute("aria-label", labelOf(select) || "Choose"));
    });
  };

  const openRow = (row) => {
    const state = row?.hasAttribute("x-data") ? window.Alpine.$data(row) : {};
    if ("openRow" in state) state.openRow = true;
  };

  // The theme hides tabs that do not fit, measured before fonts are there; each resize event
  // brings one back.
  const measureTabsAgain = () => {
    document.querySelectorAll("#tabs-dropdown > *").forEach(() => {
      window.dispatchEvent(new Event("resize"));
    });
  };

  window.addEventListener("load", () => {
    setTimeout(nameSearchBoxes);
    document.fonts.ready.then(measureTabsAgain);
  });
  document.addEventListener("formset:added", (event) => {
    const row = event.target.closest(".form-group");
    requestAnimationFrame(() => {
      openRow(row);
      setTimeout(nameSearchBoxes);
    });
  });
})();
