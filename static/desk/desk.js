// A row that was just added is there to be filled in: open it.
document.addEventListener("formset:added", (event) => {
  const row = event.target.closest(".form-group");
  requestAnimationFrame(() => {
    const state = row && row.hasAttribute("x-data") ? window.Alpine.$data(row) : {};
    if ("openRow" in state) state.openRow = true;
  });
});
