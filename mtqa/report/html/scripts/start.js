/* Starts the page, once all parts are there. */

/* Says what is wrong, and shows the plain lists that stand in the page for browsers without scripts. */
function trouble(text) {
  $("trouble").textContent = text;
  $("trouble").hidden = false;
  for (const list of document.querySelectorAll(".unscripted")) {
    const page = new DOMParser().parseFromString(list.textContent, "text/html");
    list.replaceWith(...page.body.children);
  }
}

async function start() {
  theme.start();
  if (typeof DecompressionStream === "undefined") {
    trouble(say("page.old_browser"));
    return;
  }
  try {
    await data.load();
    for (const piece of [beside, overview, queue, article, detail, decisions, review]) piece.start();
    $("views").hidden = false;
    views.start();
    document.documentElement.dataset.ready = "";
  } catch (error) {
    trouble(say("page.broken", { reason: error.message }));
  }
}

start();
