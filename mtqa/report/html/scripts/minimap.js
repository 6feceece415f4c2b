/* The article at a glance: a stripe for each sentence, as long as it is, beside the text. */

const minimap = (() => {
  const STRIPES_AT_MOST = 420;
  /* In the picture's units: an axis for evidence, with room for both signs, and a lane for what is suspicious. */
  const [WIDTH, HEIGHT, AXIS, STEP, BASE, LANE] = [64, 1000, 26, 6, 4, 58];
  const TINTS = ["evidence", "fluency", "none"];
  let root = null;
  let picture = null;
  let sentences = [];
  let asked = 0;
  const frame = make("div", { class: "frame" });
  const here = make("div", { class: "here" });

  /* Where a sentence's stripe begins, as a share of the map. */
  const from = (nth) => articleBody.lengths.starts[nth] / articleBody.lengths.total;

  /* Sentences by stripe: where there are too many, neighbours share one, and the worst of them shows. */
  function stripes() {
    const found = [];
    for (const sentence of sentences) {
      const slot = Math.floor(from(sentence.nth) * STRIPES_AT_MOST);
      const last = found.at(-1);
      if (last && sentences.length > STRIPES_AT_MOST && last.slot === slot) last.sentences.push(sentence);
      else found.push({ slot, sentences: [sentence] });
    }
    return found.map(({ sentences: all }) => {
      const strengths = all.map(articleText.strength);
      const most = Math.max(...strengths);
      return {
        y: from(all[0].nth) * HEIGHT,
        height: (from(all.at(-1).nth + 1) - from(all[0].nth)) * HEIGHT,
        evidence: most > 0 ? most : Math.min(...strengths),
        fluency: Math.max(...all.map(articleText.oddness)),
        skipped: all.every((each) => each.verdict === "skipped"),
        suspicious: all.some(plan.suspicious),
      };
    });
  }

  const box = (x, y, width, height) => `M${x} ${y.toFixed(2)}h${width}v${height.toFixed(2)}h${-width}z`;

  /* What one tint draws of a stripe: a class, and from where to where. */
  const DRAW = {
    evidence({ evidence, skipped }) {
      if (skipped) return ["none", AXIS, 2];
      if (evidence > 0) return [`m${evidence}`, AXIS, BASE + STEP * evidence];
      if (evidence < 0) return [`a${-evidence}`, AXIS + STEP * evidence, -STEP * evidence + BASE];
      return ["none", AXIS, BASE];
    },
    fluency: ({ fluency }) => (fluency ? [`h${fluency}`, 4, BASE + 8 * fluency] : ["none", 4, BASE]),
    none: ({ skipped }) => ["none", 4, skipped ? 20 : 40],
  };

  function draw(owner) {
    const all = stripes();
    const slim = (height) => Math.max(height * 0.78, Math.min(height, 1.6));
    const layer = (tint) => {
      const paths = new Map();
      for (const stripe of all) {
        const [name, x, width] = DRAW[tint](stripe);
        paths.set(name, (paths.get(name) || "") + box(x, stripe.y, width, slim(stripe.height)));
      }
      return svg("g", { class: `by-${tint}` }, ...[...paths].map(([name, d]) => svg("path", { class: name, d })));
    };
    const flagged = all.filter((stripe) => stripe.suspicious)
      .map((stripe) => box(LANE, stripe.y, WIDTH - LANE, Math.max(slim(stripe.height), 2.5))).join("");
    const run = owner.run && sentences.filter(({ order }) => order >= owner.run[0] && order <= owner.run[1]);
    const bracket = run?.length
      && `M3 ${from(run[0].nth) * HEIGHT + 1}H0.75V${from(run.at(-1).nth + 1) * HEIGHT - 1}H3`;
    picture.replaceChildren(...TINTS.map(layer), svg("path", { class: "flagged", d: flagged }));
    if (bracket) picture.append(svg("path", { class: "bracket", d: bracket }));
  }

  /* Shows which part of the article the window has. */
  function follow() {
    asked = 0;
    if (!root.offsetParent) return;
    const top = articleBody.shareAt(0);
    const bottom = articleBody.shareAt(innerHeight);
    frame.style.setProperty("--from", `${top * 100}%`);
    frame.style.setProperty("--to", `${bottom * 100}%`);
  }

  function ask() {
    asked ||= requestAnimationFrame(follow);
  }

  /* Scrolls the article to where the map was pressed. */
  function press(event) {
    const rect = picture.getBoundingClientRect();
    const share = Math.max(0, Math.min(0.9999, (event.clientY - rect.top) / rect.height));
    const { starts, total } = articleBody.lengths;
    const after = starts.findIndex((start) => start > share * total);
    articleBody.bring(articleBody.find(sentences[after - 1]));
  }

  return {
    build() {
      picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none" });
      root = make("div", { class: "minimap", "aria-hidden": "true" }, picture, frame, here);
      root.addEventListener("pointerdown", (event) => {
        if (event.button !== 0 || !sentences.length) return;
        event.preventDefault();
        root.setPointerCapture(event.pointerId);
        press(event);
      });
      root.addEventListener("pointermove", (event) => root.hasPointerCapture(event.pointerId) && press(event));
      addEventListener("scroll", ask, { passive: true });
      addEventListener("resize", ask, { passive: true });
      return root;
    },

    show(owner) {
      sentences = data.inOrder(owner);
      root.style.setProperty("--count", sentences.length);
      draw(owner);
      ask();
    },

    mark(sentence) {
      here.hidden = !sentence;
      if (sentence) here.style.setProperty("--at", `${from(sentence.nth) * 100}%`);
      ask();
    },
  };
})();
