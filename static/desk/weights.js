// Says as one types what is missing from each row's 100 %, and what a number was before.
(() => {
  const WHOLE = 10000;

  const basisPoints = (text) => {
    const found = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.trim());
    return found ? Number(found[1]) * 100 + Number((found[2] || "").padEnd(2, "0")) : null;
  };

  const perCent = (points) => String(points / 100);

  const told = (sum) => {
    if (sum === WHOLE) return "100 %";
    const rest = perCent(Math.abs(WHOLE - sum));
    return `${perCent(sum)} %: ${rest} % ${sum < WHOLE ? "missing" : "too much"}`;
  };

  const wordsFor = (row) => {
    const source = row.querySelector("select");
    if (source.value) return [source.selectedOptions[0].textContent, true];
    const typed = [...row.querySelectorAll("input[step='0.01']")].map((one) => basisPoints(one.value));
    if (typed.includes(null)) return ["not a number of per cent everywhere", false];
    const sum = typed.reduce((total, one) => total + one, 0);
    return [told(sum), sum === WHOLE];
  };

  const isSame = (input, base) => input.value !== "" && Number(input.value) === Number(base);

  const showBefore = (row) => {
    row.querySelectorAll("[data-base]").forEach((was) => {
      const input = was.parentElement.querySelector("input");
      was.hidden = isSame(input, was.dataset.base);
    });
  };

  const check = (row) => {
    const output = row.querySelector("[data-sum]");
    const [words, isWhole] = wordsFor(row);
    if (output.textContent !== words) output.textContent = words;
    output.classList.toggle("wrong", !isWhole);
    showBefore(row);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-weights-row]").forEach((row) => {
      ["input", "change"].forEach((kind) => row.addEventListener(kind, () => check(row)));
      check(row);
    });
  });
})();
