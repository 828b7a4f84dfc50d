// The page shown in place of a blocked site. It works without the app and without the background: the time comes
// from storage, and a rule that outlived its hour is taken away here before the rep is sent on.

import { inForce, settle, stored } from "./barrier.js";
import { blocking, webAddress } from "./sites.js";
import { passed, skyAt } from "./sky.js";
import { backTo, opensAt, quickLook, siteName, toGo } from "./words.js";

const browser = globalThis.browser ?? globalThis.chrome;
const LOOK_MS = 5000;

const wanted = webAddress(location.hash.slice(1));
const wasOpen = location.search === "?swept";
const part = (id) => document.getElementById(id);
let open = null; // whether the site is open again, as shown; null before the first look
let timer = 0;

part("act").addEventListener("click", () => (open ? goOn() : callFront()));
browser.storage.onChanged.addListener(look);
document.addEventListener("visibilitychange", comeBack);
window.addEventListener("focus", comeBack);
await begin();

async function begin() {
  if (!wasOpen && !isAgain()) tell({ do: "attempt", address: wanted?.href ?? "" });
  if (!(await isBlocked()) && wanted) {
    const { rules } = await settle(); // nothing is in force, or this address is allowed: only a stale rule led here
    if ((rules === 0 || wasOpen) && !document.hidden) return goOn();
  }
  await look();
  document.body.hidden = false;
  part("act").focus();
}

async function look() {
  clearTimeout(timer);
  const state = await stored();
  const order = inForce(state);
  if (order && (!wanted || blocking(wanted.href, order, Date.now()))) await showBlocked(order);
  else showOpen();
  if (!open) timer = setTimeout(look, LOOK_MS);
}

async function showBlocked(order) {
  const now = Date.now();
  const { connected } = await browser.storage.local.get("connected");
  open = false;
  put("headline", "You are in your Lead Conversion Hour");
  put("to-go", toGo(order, now));
  put("act-words", backTo(order));
  part("act").hidden = !connected;
  put("says", wanted && !wasOpen ? quickLook(siteName(wanted)) : "");
  put("opens", wanted ? opensAt(siteName(wanted), order) : "");
  document.body.className = "blocked";
  paint(skyAt(passed(order, now)));
}

function showOpen() {
  open = true;
  const site = wanted ? siteName(wanted) : "Everything";
  put("headline", `${site} is open again`);
  put("to-go", "");
  put("says", "");
  put("note", "");
  put("act-words", `Open ${site}`);
  part("act").hidden = !wanted;
  put("opens", "");
  document.body.className = "open";
  paint(skyAt(1));
}

// A tab that stood open when the hour began goes back to its page once the rep looks at it: not before, for a video
// that starts in the background would speak into the last call.
async function comeBack() {
  if (wasOpen && !document.hidden && open && wanted) goOn();
}

async function callFront() {
  put("note", "");
  if (await tell({ do: "front" })) return;
  put("note", "Lead Conversion Hour is not open. Start it to go on with your list.");
}

async function goOn() {
  if (!wanted || (await isBlocked())) return look();
  return location.replace(wanted.href);
}

async function isBlocked() {
  const order = inForce(await stored());
  return Boolean(order && wanted && blocking(wanted.href, order, Date.now()));
}

function isAgain() {
  const [entry] = performance.getEntriesByType("navigation");
  return entry?.type === "reload" || entry?.type === "back_forward";
}

async function tell(message) {
  try {
    return await browser.runtime.sendMessage(message);
  } catch {
    return false; // the background is just being replaced; the page says what it knows
  }
}

function put(id, text) {
  if (part(id).textContent !== text) part(id).textContent = text;
  part(id).hidden = !text;
}

function paint(style) {
  for (const [name, value] of Object.entries(style)) document.body.style.setProperty(name, value);
}
