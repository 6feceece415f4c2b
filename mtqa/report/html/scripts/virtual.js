/* A list of any length in the window's own scroll: only the rows near the viewport are in the page.

   Rows stand absolutely in a container as tall as all of them. Heights are guessed until a row was in the page, then
   measured and remembered by the row's key; when a guess above the viewport was wrong, the window scrolls by as much,
   so that what is looked at stays where it is. */

/* Sums of heights, for places from indexes and back in logarithmic time: a Fenwick tree. */
function heightSums(heights) {
  const count = heights.length;
  const tree = new Float64Array(count + 1);
  let highest = 1;
  while (highest * 2 <= count) highest *= 2;
  for (let at = 1; at <= count; at += 1) {
    tree[at] += heights[at - 1];
    const parent = at + (at & -at);
    if (parent <= count) tree[parent] += tree[at];
  }
  return {
    /* What stands above a row. */
    above(index) {
      let sum = 0;
      for (let at = index; at > 0; at -= at & -at) sum += tree[at];
      return sum;
    },
    change(index, height) {
      const by = height - heights[index];
      heights[index] = height;
      for (let at = index + 1; at <= count; at += at & -at) tree[at] += by;
    },
    /* The row at a place; the first or last where the place is outside. */
    find(place) {
      let at = 0;
      let left = place;
      for (let step = highest; step; step >>= 1) {
        if (at + step <= count && tree[at + step] <= left) {
          at += step;
          left -= tree[at];
        }
      }
      return Math.min(at, count - 1);
    },
  };
}

/* `render(index)` makes a row; `key(index)` names what it shows by a number, so that its element and height outlive
   another order, in which `find(key)` is its index (-1 for none); `keep()` is the index of a row that never leaves the
   page (-1 for none); `insets()` are the parts of the window, in pixels, that something else covers. */
function virtualList({
  container, render, key = null, find = null, estimate = 80, gap = 0, keep = () => -1, insets = () => ({ top: 0, bottom: 0 }),
}) {
  const MARGIN = 600;
  const ENOUGH_FOR_MEAN = 8;
  const known = new Map();
  let shown = new Map();
  let count = 0;
  let width = 0;
  let guess = estimate + gap;
  let heights = new Float64Array(0);
  let sums = heightSums(heights);
  let spread = false;
  let asked = 0;

  const keyOf = (index) => (key ? key(index) : index);
  const visible = () => count > 0 && !spread && container.clientWidth > 0;
  const heightOf = (element) => element.getBoundingClientRect().height + gap;
  const scrollWindow = (by) => window.scrollBy({ top: by, behavior: "instant" });

  function rebuild() {
    if (known.size >= ENOUGH_FOR_MEAN) {
      let sum = 0;
      for (const height of known.values()) sum += height;
      guess = sum / known.size;
    }
    heights = new Float64Array(count).fill(guess);
    known.forEach((height, name) => {
      const index = key ? find(name) : name;
      if (index >= 0 && index < count) heights[index] = height;
    });
    sums = heightSums(heights);
  }

  function settle(index, height) {
    known.set(keyOf(index), height);
    if (Math.abs(heights[index] - height) > 0.01) sums.change(index, height);
  }

  function label(element, index) {
    element.dataset.row = index;
    element.setAttribute("aria-posinset", index + 1);
    element.setAttribute("aria-setsize", count);
    return element;
  }

  function create(index) {
    const element = label(render(index), index);
    element.dataset.key = keyOf(index);
    shown.set(index, element);
    sizes.observe(element);
    return element;
  }

  function forget(element) {
    sizes.unobserve(element);
    element.remove();
  }

  function drop(index) {
    forget(shown.get(index));
    shown.delete(index);
  }

  /* Puts the rows in the page that belong there, in order, and measures the new ones. */
  function fill(from, to) {
    const wanted = new Set();
    const kept = keep();
    if (kept >= 0 && kept < count) wanted.add(kept);
    for (let index = from; index <= to; index += 1) wanted.add(index);
    for (const [index, element] of [...shown]) {
      if (wanted.has(index)) continue;
      if (element.contains(document.activeElement)) wanted.add(index);
      else drop(index);
    }
    const added = [];
    let cursor = container.firstElementChild;
    for (const index of [...wanted].sort((a, b) => a - b)) {
      let element = shown.get(index);
      if (!element) {
        element = create(index);
        added.push(index);
      }
      if (cursor === element) cursor = cursor.nextElementSibling;
      else container.insertBefore(element, cursor);
    }
    const measured = added.map((index) => heightOf(shown.get(index)));
    added.forEach((index, at) => settle(index, measured[at]));
    return added.length > 0;
  }

  function position() {
    container.style.height = `${count ? sums.above(count) - gap : 0}px`;
    for (const [index, element] of shown) {
      const top = `${sums.above(index)}px`;
      if (element.style.top !== top) element.style.top = top;
    }
  }

  /* Does what changes heights, and holds the first row that can be seen where it is. Tells whether the window moved. */
  function hold(change) {
    const top = container.getBoundingClientRect().top;
    const anchor = sums.find(insets().top - top);
    const before = sums.above(anchor);
    change(top);
    position();
    const by = sums.above(anchor) - before;
    if (Math.abs(by) < 0.5) return false;
    scrollWindow(by);
    return true;
  }

  function measure() {
    hold(() => {
      const measured = [...shown].map(([index, element]) => [index, heightOf(element)]);
      for (const [index, height] of measured) settle(index, height);
    });
  }

  /* Another width makes all other heights; what can be seen stays about where it is. */
  function adapt() {
    width = container.clientWidth;
    const anchor = sums.find(insets().top - container.getBoundingClientRect().top);
    const before = sums.above(anchor);
    known.clear();
    rebuild();
    position();
    if (sums.above(anchor) !== before) scrollWindow(sums.above(anchor) - before);
    measure();
  }

  function draw() {
    if (!visible()) return;
    if (container.clientWidth !== width) adapt();
    for (let turn = 0; turn < 4; turn += 1) {
      let added = false;
      const moved = hold((top) => {
        added = fill(sums.find(-top - MARGIN), sums.find(innerHeight - top + MARGIN));
      });
      if (!added && !moved) return;
    }
  }

  /* Rows may grow or shrink later, as when a mark is added. */
  function remeasure() {
    asked = 0;
    if (!visible()) return;
    measure();
    draw();
  }

  /* In a frame of its own: an observer's turn may not change sizes. */
  const sizes = new ResizeObserver(() => {
    if (!asked) asked = requestAnimationFrame(remeasure);
  });
  const ruler = make("div", { "aria-hidden": "true" });
  container.before(ruler);
  sizes.observe(ruler);
  addEventListener("scroll", draw, { passive: true });
  addEventListener("resize", draw, { passive: true });

  /* Takes over the rows in the page that the list still has near the viewport. */
  function takeOver(before) {
    const top = container.getBoundingClientRect().top;
    const takes = (index) => {
      const name = String(key(index));
      const element = before.get(name);
      if (!element) return;
      before.delete(name);
      shown.set(index, label(element, index));
    };
    const last = sums.find(innerHeight - top + MARGIN);
    for (let index = sums.find(-top - MARGIN); index <= last; index += 1) takes(index);
    const kept = keep();
    if (kept >= 0 && kept < count) takes(kept);
  }

  return {
    /* Shows so many rows; with keys, those that are in the page already stay, and the focus with them. */
    show(total) {
      const before = new Map([...shown.values()].map((element) => [element.dataset.key, element]));
      const focus = document.activeElement;
      count = total;
      shown = new Map();
      if (!key || container.clientWidth !== width) known.clear();
      width = container.clientWidth;
      rebuild();
      if (key && count) takeOver(before);
      before.forEach(forget);
      position();
      draw();
      if (focus !== document.activeElement && container.contains(focus)) focus.focus({ preventScroll: true });
    },

    /* Makes a row anew, if it is in the page. */
    refresh(index) {
      const old = shown.get(index);
      if (!old) return;
      const focused = old.contains(document.activeElement);
      const element = create(index);
      element.style.top = old.style.top;
      old.before(element);
      forget(old);
      if (visible()) hold(() => settle(index, heightOf(element)));
      if (focused) element.focus({ preventScroll: true });
    },

    /* Scrolls to a row: "start" puts it first, "nearest" scrolls only where it is not in full view. */
    scrollTo(index, block = "start") {
      if (!visible() || index < 0 || index >= count) return;
      for (let turn = 0; turn < 6; turn += 1) {
        const covered = insets();
        const top = container.getBoundingClientRect().top + sums.above(index);
        const above = top - covered.top;
        const below = top + heights[index] - innerHeight + covered.bottom;
        const by = block === "start" || above < 0 ? above : Math.max(0, Math.min(above, below));
        if (Math.abs(by) >= 1) scrollWindow(by);
        draw();
        if (Math.abs(by) < 1 && shown.has(index)) return;
      }
    },

    /* The element of a row, if it is in the page. */
    element: (index) => shown.get(index),

    /* Calls with the index and the element of each row in the page. */
    each(call) {
      shown.forEach((element, index) => call(index, element));
    },

    /* Puts so many rows in the page, one below the other, as paper has no viewport; `collapse` takes that back. */
    expandForPrint(limit) {
      if (!visible()) return;
      spread = true;
      for (const index of [...shown.keys()]) if (index >= limit) drop(index);
      for (let index = 0; index < Math.min(limit, count); index += 1) {
        container.append(shown.get(index) || create(index));
      }
      container.classList.add("spread");
      container.style.height = "";
    },
    collapse() {
      if (!spread) return;
      spread = false;
      container.classList.remove("spread");
      position();
      draw();
    },
  };
}
