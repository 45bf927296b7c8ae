"use strict";

// Asks for what stands on the disk now, and shows it. All text goes in as text, never as HTML.

const the = (id) => document.getElementById(id);
const web = the("web").querySelector(".slot");
const print = the("print").querySelector(".slot");
let letters = [];
let turn = 0;
let shown = { html: "", pdf: "" };

function made(tag, text = "", name = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = name;
  return element;
}

function address(path, more = {}) {
  const choice = Object.fromEntries(["letter", "recipient", "language"].map((id) => [id, the(id).value]));
  return `${path}?${new URLSearchParams({ ...choice, ...more })}`;
}

async function ask(path) {
  const answer = await fetch(address(path));
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

// One letter, from the choice to the printed pages. A later turn overtakes an earlier one.

async function draw() {
  const mine = ++turn;
  say("Drawing…");
  try {
    const drawing = await ask("drawing");
    if (mine !== turn) return;
    tell(drawing);
    if (drawing.fault) return hold(drawing.fault);
    the("sheets").ariaBusy = "true";
    await showLetter(drawing.html);
    if (mine !== turn) return;
    // Only now, for printing takes all that the machine has.
    const pages = await ask("pages");
    if (mine === turn) await showPages(pages, () => mine === turn);
    if (mine === turn) say(`Drawn at ${new Date().toLocaleTimeString("en-GB")}`);
  } catch {
    if (mine === turn) stopped();
  } finally {
    if (mine === turn) the("sheets").ariaBusy = "false";
  }
}

function say(words) {
  the("status").textContent = words;
}

function stopped() {
  document.body.classList.add("stopped");
  say("zvarot has stopped. Start the preview again.");
}

// What can be chosen

function offer(select, options, chosen) {
  select.replaceChildren(...options.map(([id, words]) => {
    const option = made("option", words);
    option.value = id;
    return option;
  }));
  select.value = chosen;
}

function offerLetters({ letter, recipient, language: code }) {
  offer(the("letter"), letters.map((one) => [one.id, `${one.id}: ${one.title}`]), letter);
  offerRecipients(recipient, code);
}

function offerRecipients(recipient, code = "") {
  const offices = chosenLetter().recipients;
  offer(the("recipient"), offices.map((one) => [one.id, `${one.name} (${language(one.language)})`]), recipient);
  if (!the("recipient").value && offices.length) the("recipient").selectedIndex = 0;
  offerLanguages(code);
}

function offerLanguages(code = "") {
  const own = chosenLetter().recipients.find((one) => one.id === the("recipient").value)?.language ?? "";
  const codes = [...new Set([own, ...chosenLetter().languages, code])].filter(Boolean);
  const named = codes.map((one) => [one, language(one) + (one === own ? " (theirs)" : "")]);
  offer(the("language"), named, code || own);
}

function chosenLetter() {
  return letters.find((one) => one.id === the("letter").value) ?? { recipients: [], languages: [] };
}

function language(code) {
  return new Intl.DisplayNames(["en"], { type: "language" }).of(code);
}

// The notes

function tell(drawing) {
  document.body.classList.remove("stopped");
  // A list that is open while a file is saved must not close under the reader's hand.
  if (JSON.stringify(letters) !== JSON.stringify(drawing.letters) || the("letter").value !== drawing.letter) {
    letters = drawing.letters;
    offerLetters(drawing);
  }
  if (drawing.letter && drawing.recipient) history.replaceState(null, "", address("/"));
  the("reader").textContent = drawing.audience ? reader(drawing) : "Not known yet: the files cannot be read.";
  list(the("withheld"), drawing.withheld.map((id) => made("li", id)));
  the("none-withheld").hidden = drawing.withheld.length > 0;
  the("none-withheld").textContent = drawing.audience ? "Nothing." : "Not known yet.";
  list(the("findings"), drawing.findings.map(finding));
  the("no-findings").hidden = drawing.findings.length > 0;
  the("no-findings").textContent = drawing.fault ? "They stand in place of the letter." : "Nothing to look at.";
}

function reader({ audience, may_read: circles, language: code }) {
  const alone = circles.length === 1 ? circles[0] : `${circles.slice(0, -1).join(", ")} or ${circles.at(-1)}`;
  return `Drawn for the audience “${audience}”, in ${language(code)}. It tells only what is marked ${alone}.`;
}

function list(element, items) {
  element.replaceChildren(...items);
  element.hidden = items.length === 0;
}

function finding(found) {
  const item = made("li", "", found.severity);
  item.append(made("p", found.message, "what"));
  if (found.file) item.append(made("p", `${found.file}, line ${found.line}, column ${found.column}`, "place"));
  if (found.text.trim()) item.append(excerpt(found));
  if (found.help) item.append(made("p", found.help));
  if (found.rule) item.append(made("p", `${found.severity}: ${found.rule}`, "rule"));
  return item;
}

function excerpt({ text, column }) {
  const line = made("pre");
  line.append(text.slice(0, column - 1).trimStart(), made("mark", text.slice(column - 1)));
  return line;
}

// The letter, or what stops it. What was there stays below, so that nobody loses the place.

function hold(fault) {
  showFault(the("fault"), fault);
  showFault(the("print-fault"), { title: "No pages yet", words: "They come back with the letter.", findings: [] });
  the("pdf").hidden = true;
  say("There is something to mend.");
}

function showFault(box, fault) {
  const findings = made("ul", "", "findings");
  findings.append(...fault.findings.map(finding));
  box.replaceChildren(made("h3", fault.title), ...(fault.words ? [made("p", fault.words)] : [findings]));
  box.hidden = false;
  box.parentElement.classList.add("held-back");
}

function clear(box) {
  box.hidden = true;
  box.parentElement.classList.remove("held-back");
}

function showLetter(html) {
  clear(the("fault"));
  if (html === shown.html && web.querySelector("iframe")) return null;
  shown.html = html;
  const fresh = document.createElement("iframe");
  fresh.sandbox = "allow-same-origin";
  fresh.title = "The letter as a web page";
  fresh.className = "arriving";
  fresh.src = address("letter", { html });
  const arrived = new Promise((resolve) => fresh.addEventListener("load", resolve));
  fresh.addEventListener("load", () => arrive(fresh));
  web.append(fresh);
  // One that is overtaken may be gone before it has loaded.
  return Promise.race([arrived, new Promise((resolve) => setTimeout(resolve, 3000))]);
}

function arrive(fresh) {
  if (!fresh.contentDocument) return leftTheLetter();
  if (!fresh.classList.contains("arriving")) return;
  const frames = [...web.querySelectorAll("iframe")];
  const before = frames.slice(0, frames.indexOf(fresh));
  const last = before.findLast((frame) => !frame.classList.contains("arriving"));
  const view = last?.contentDocument?.defaultView;
  if (view) fresh.contentWindow.scrollTo(0, view.scrollY);
  fresh.classList.remove("arriving");
  if (before.includes(document.activeElement)) fresh.focus();
  for (const frame of before) frame.remove();
}

function leftTheLetter() {
  shown.html = "";
  draw().then(() => say("Links to other pages stay closed here."));
}

async function showPages(pages, current) {
  if (pages.fault) {
    the("pdf").hidden = true;
    return showFault(the("print-fault"), pages.fault);
  }
  if (pages.pdf !== shown.pdf) {
    const pictures = pages.sizes.map(([width, height], index) => picture(pages, index, width, height));
    await Promise.allSettled(pictures.map((image) => image.decode()));
    if (!current()) return;
    the("sheets").replaceChildren(...pictures);
    shown.pdf = pages.pdf;
  }
  clear(the("print-fault"));
  the("pdf").href = address("pdf");
  the("pdf").hidden = false;
}

function picture({ pdf, sizes }, index, width, height) {
  const image = new Image(width, height);
  image.alt = `Page ${index + 1} of ${sizes.length}`;
  image.src = address("page", { number: index + 1, pdf });
  return image;
}

// Beginning

const wanted = new URLSearchParams(location.search);
for (const id of ["letter", "recipient", "language"]) offer(the(id), [[wanted.get(id) ?? "", ""]], wanted.get(id) ?? "");
the("letter").addEventListener("change", () => {
  offerRecipients(the("recipient").value);
  draw();
});
the("recipient").addEventListener("change", () => {
  offerLanguages();
  draw();
});
the("language").addEventListener("change", draw);
const changes = new EventSource("changes");
changes.addEventListener("message", draw);
changes.addEventListener("error", stopped);
