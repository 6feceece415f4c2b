/* What every part of the page uses: elements, strings, figures and events. */

const $ = (id) => document.getElementById(id);

/* Puts attributes, listeners and children on an element; text only ever enters the page as text nodes. */
function furnish(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.setAttribute("class", value);
    else if (name === "vars") for (const [key, to] of Object.entries(value)) element.style.setProperty(key, to);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const make = (tag, properties = {}, ...children) => furnish(document.createElement(tag), properties, children);
const svg = (tag, properties = {}, ...children) =>
  furnish(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);

const grouped = new Intl.NumberFormat("en-US");
const number = (value) => grouped.format(value);
const signed = (value, digits) => {
  const size = Math.abs(value).toFixed(digits);
  return (value < 0 && Number(size) ? "−" : "+") + size;
};
const percent = (share) => {
  if (share > 0 && share < 0.005) return "<1%";
  if (share >= 0.995 && share < 1) return ">99%";
  return `${Math.round(share * 100)}%`;
};
/* A path that may break after its separators. */
const breakable = (path) => path.split(/(?<=[/\\])/).flatMap((piece) => [piece, make("wbr")]);

const strings = JSON.parse($("strings").textContent);

/* Returns a string with its fields filled in; "one|many" is chosen from by the field count. */
function say(key, values = {}) {
  const [one, many] = strings[key].split("|");
  const text = many !== undefined && values.count !== 1 ? many : one;
  return text.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? number(values[name]) : values[name]));
}

/* Tells screen readers what happened. */
function announce(text) {
  $("said").textContent = "";
  setTimeout(() => { $("said").textContent = text; }, 20);
}

const events = (() => {
  const listeners = new Map();
  return {
    on(name, listener) {
      listeners.set(name, [...(listeners.get(name) || []), listener]);
    },
    emit(name, detail) {
      for (const listener of listeners.get(name) || []) listener(detail);
    },
  };
})();

/* What the browser keeps; where it refuses, as some do for files, `kept` is false and all lasts as long as the page. */
const storage = (() => {
  try {
    localStorage.setItem("mtqa-test", "1");
    localStorage.removeItem("mtqa-test");
    return {
      kept: true,
      get: (key) => localStorage.getItem(key),
      set: (key, value) => localStorage.setItem(key, value),
    };
  } catch {
    const memory = new Map();
    return { kept: false, get: (key) => memory.get(key) ?? null, set: (key, value) => memory.set(key, value) };
  }
})();
