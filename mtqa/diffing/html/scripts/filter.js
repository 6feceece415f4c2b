/* Narrows the lists of a comparison to what is searched for, and to what counts. */

theme.start();

const filter = (() => {
  const form = $("filter");
  if (!form) return {};
  const search = $("search");
  const counting = $("counting");
  const shown = $("shown");
  const items = [...document.querySelectorAll("[data-item]")].map((element) => ({
    element,
    list: element.closest("[data-list]"),
    text: element.textContent.toLowerCase(),
    counts: element.dataset.item === "counts",
  }));
  const lists = [...new Set(items.map((item) => item.list))];

  function narrow() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const left = new Map(lists.map((list) => [list, 0]));
    let count = 0;
    for (const item of items) {
      const fits = (!counting.checked || item.counts) && words.every((word) => item.text.includes(word));
      item.element.hidden = !fits;
      count += fits;
      left.set(item.list, left.get(item.list) + fits);
    }
    for (const [list, fitting] of left) list.classList.toggle("none", fitting === 0);
    shown.textContent = words.length || counting.checked ? say("page.shown", { count, all: items.length }) : "";
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("input", narrow);
  counting.addEventListener("change", narrow);
  form.hidden = items.length === 0;
  narrow();
  return { narrow };
})();

/* What is folded is printed too. */
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});
