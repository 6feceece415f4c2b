/* The queue: sentences across documents that match the filters, worst first; one of them is selected, and stepped from. */

const queue = (() => {
  const WRITE_AT_MOST_EVERY = 300;
  const SPACE_AROUND = 8;
  const WIDE = matchMedia("(min-width: 62.01rem)");

  let state = null;
  let matches = new Uint32Array(0);
  let places = null;
  let named = null;
  let list = null;
  let box = null;
  let touched = [];
  let marking = false;
  let last = null;
  const writing = { timer: 0, at: -Infinity };

  const onShow = () => views.name === "queue";
  const at = (place) => data.sentences[matches[place]];
  const placeOf = (sentence) => (sentence ? places[sentence.index] : -1);
  /* The row that the Tab key comes to: the selected one, else the one that was selected last. */
  const tabStop = () => [placeOf(selection.sentence), placeOf(last), 0].find((place) => place >= 0);

  function build() {
    if (list) return;
    box = make("div", { id: "rows", role: "listbox", "aria-label": say("queue.list") });
    box.addEventListener("click", (event) => pick(event.target.closest(".row")));
    box.addEventListener("keydown", pressed);
    $("view-queue").append(make("h1", { class: "unseen" }, say("queue.title")), filterBar.build(change), ...queueHead.build(change), box);
    list = virtualList({
      container: box, estimate: 116, insets,
      render: (index) => mark(rows.build(at(index)), at(index)),
      key: (index) => matches[index],
      find: (index) => places[index],
      keep: tabStop,
    });
    places = new Int32Array(data.sentences.length);
    addEventListener("beforeprint", () => onShow() && list.expandForPrint(queueHead.IN_PRINT));
    addEventListener("afterprint", list.collapse);
    filters.warm();
  }

  /* What covers the list: the bar above, and the detail where it is a sheet below. */
  function insets() {
    const panel = $("detail");
    const sheet = !WIDE.matches && !panel.hidden && panel.offsetHeight > 0;
    return {
      top: document.querySelector(".bar").getBoundingClientRect().bottom + SPACE_AROUND,
      bottom: (sheet ? innerHeight - panel.getBoundingClientRect().top : 0) + SPACE_AROUND,
    };
  }

  /* Filtering */

  function change(by) {
    state = { ...state, ...by };
    update();
    settle();
    if (box.getBoundingClientRect().top < 0) list.scrollTo(0);
    keep();
  }

  /* Shows what matches now; rows that stay in the page are left alone, but for those that were decided about. */
  function update() {
    const before = matches;
    const found = filters.run(state, filterBar.fully);
    ({ matches } = found);
    places.fill(-1);
    matches.forEach((index, place) => { places[index] = place; });
    filterBar.show(state, found.counts);
    queueHead.show(state, found);
    const alike = before.length === matches.length && matches.every((index, place) => index === before[place]);
    if (!alike || !list.element(0)) list.show(matches.length);
    for (const sentence of touched) if (placeOf(sentence) >= 0) list.refresh(placeOf(sentence));
    touched = [];
    later();
  }

  /* The selected sentence */

  /* Selects the next sentence of the list where the selected one is no longer in it. */
  function settle() {
    if (!onShow() || placeOf(selection.sentence) >= 0 || (!selection.sentence && !WIDE.matches)) return;
    const place = selection.sentence ? Math.min(following(selection.sentence), matches.length - 1) : 0;
    select(at(place) || null);
  }

  /* The place of the first sentence that comes after one that is not in the list. */
  function following(sentence) {
    const rank = filters.rank(state.sort);
    let [low, high] = [0, matches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rank[matches[middle]] < rank[sentence.index]) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function select(sentence) {
    const within = box.contains(document.activeElement);
    selection.set(sentence);
    reveal();
    if (within || document.activeElement === document.body) list.element(placeOf(sentence))?.focus({ preventScroll: true });
    return document.activeElement === list.element(placeOf(sentence));
  }

  const reveal = () => list.scrollTo(placeOf(selection.sentence), "nearest");

  function step(by) {
    if (!matches.length) return;
    const from = placeOf(selection.sentence);
    let to = from + by;
    if (!selection.sentence) to = 0;
    else if (from < 0) to = following(selection.sentence) + (by > 0 ? by - 1 : by);
    to = Math.max(0, Math.min(matches.length - 1, to));
    if (to === from) {
      reveal();
      announce(say(by > 0 ? "queue.is_last" : "queue.is_first"));
    } else if (!select(at(to))) {
      announce(say("queue.at", { place: to + 1, count: matches.length, text: data.textOf(at(to)).slice(0, 200) }));
    }
  }

  function pick(element) {
    if (!element) return;
    const sentence = at(element.dataset.row);
    element.focus({ preventScroll: true });
    selection.set(sentence);
    reveal();
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const ways = {
      ArrowDown: () => step(1), ArrowUp: () => step(-1), Home: () => step(-matches.length), End: () => step(matches.length),
      Enter: () => pick(event.target.closest(".row")), " ": () => pick(event.target.closest(".row")),
    };
    if (!Object.hasOwn(ways, event.key)) return;
    event.preventDefault();
    ways[event.key]();
  }

  function mark(element, sentence) {
    element.setAttribute("aria-selected", sentence === selection.sentence);
    element.tabIndex = placeOf(sentence) === tabStop() ? 0 : -1;
    return element;
  }

  /* Marks for which much has to be read are added when there is time. */
  function later() {
    if (marking) return;
    marking = true;
    (window.requestIdleCallback || setTimeout)(() => {
      marking = false;
      if (onShow()) list.each((index, element) => rows.equal(element, at(index)));
    });
  }

  /* The address */

  function firstAt(place) {
    named ??= new Map([...data.sentences].reverse().map((sentence) => [sentence.place, sentence]));
    return named.get(place);
  }

  function params() {
    const found = filters.write(state);
    const { sentence } = selection;
    if (sentence && placeOf(sentence) !== 0) {
      found.s = firstAt(sentence.place) === sentence ? sentence.place : String(sentence.index);
    }
    return found;
  }

  /* Writes the address now or soon: browsers stop pages that write it too often, as a held key would. */
  function keep() {
    clearTimeout(writing.timer);
    const write = () => {
      if (address.link("queue", params()) === location.hash) return;
      writing.at = performance.now();
      address.go("queue", params(), { replace: true });
    };
    const left = writing.at + WRITE_AT_MOST_EVERY - performance.now();
    if (left <= 0) write();
    else writing.timer = setTimeout(write, left);
  }

  /* The sentence that an address names: by its place, by its order in the document that the address names, by its
     number in the report. */
  function meant({ s = "" }) {
    if (!/^\d+$/.test(s)) return firstAt(s);
    const owners = state.file ? filters.documentsOf(state) : [];
    if (owners.length === 1) return data.inOrder(owners[0]).find((sentence) => sentence.order === Number(s));
    return data.sentences[Number(s)];
  }

  /* The number of sentences that count and wait for a decision. */
  function showOpen() {
    const { decided, total } = decisions.progress();
    $("queue-count").textContent = number(total - decided);
  }

  /* The focus of a closed sheet goes back to the row that it was about. */
  function cameBack() {
    if (document.activeElement === document.body) list.element(placeOf(last))?.focus({ preventScroll: true });
  }

  /* Shows what an address says. A sentence that it names is shown even where the filters that nobody chose hide it. */
  function show(found) {
    build();
    state = filters.read(found);
    const sentence = meant(found);
    if (sentence && !found.verdict && sentence.verdict !== state.verdict) state.verdict = "";
    if (sentence && !found.state && sentence.state && sentence.state !== state.state) state.state = "";
    update();
    if (sentence) selection.set(sentence);
    else if (placeOf(selection.sentence) < 0) selection.set((WIDE.matches && at(0)) || null);
    keep();
    queueMicrotask(reveal);
  }

  /* The link to the queue leads back to where it was left. */
  function hide() {
    clearTimeout(writing.timer);
    document.querySelector('#views [data-view="queue"]').href = address.link("queue", params());
  }

  return {
    /* The sentences that match the filters, in order. */
    matches: () => Array.from(matches, (index) => data.sentences[index]),

    start() {
      views.register("queue", { show, hide, step, current: () => selection.sentence });
      events.on("view", () => $("queue-count").textContent || showOpen());
      events.on("decided", ({ sentences }) => {
        filters.decided(sentences);
        showOpen();
        touched = touched.concat(sentences);
        if (!onShow()) return;
        update();
        setTimeout(settle);
      });
      events.on("select", (sentence) => {
        if (!list) return;
        if (!sentence) queueMicrotask(cameBack);
        else last = sentence;
        list.each((index, element) => mark(element, at(index)));
        if (onShow()) keep();
      });
    },
  };
})();
