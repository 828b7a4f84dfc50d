// Listens, and puts the parts together. It may be stopped and started by the browser at any moment: everything that
// matters is in storage, and everything waits until the rules have been settled once.

import { App } from "./app.js";
import { cover, inForce, letGo, openAgain, settle, stored, sweep, take } from "./barrier.js";
import { nextChange, orderOf } from "./order.js";
import { blocking, nameOf, webAddress } from "./sites.js";

const browser = globalThis.browser ?? globalThis.chrome;
const KNOCK_MIN = 1; // how often an app that is not there is looked for
const MOST_MS = 2 ** 31 - 1;

const app = new App(onOrder, onLine);
let timer = 0;
let last = Promise.resolve(); // one thing at a time: two settlings at once would mix their rules

browser.runtime.onInstalled.addListener(() => {}); // to be started is all that is wanted: see begin
browser.runtime.onStartup.addListener(() => {});
browser.alarms.onAlarm.addListener(() => {
  app.connect();
  inTurn(settleNow);
  inTurn(recheckAll); // the one address may have closed
});
browser.tabs.onUpdated.addListener((id, change) => {
  if (change.url) inTurn(() => recheck(id, change.url));
});
browser.runtime.onMessage.addListener((message, _sender, reply) => {
  if (message?.do === "front") app.front().then(reply);
  else if (message?.do === "attempt") inTurn(() => count(message.address)).then(() => reply(true));
  else return false;
  return true; // the answer comes later
});

begin();

function begin() {
  inTurn(async () => {
    const { wasStale } = await settleNow();
    if (wasStale) await openAgain((await stored()).order);
  });
  inTurn(recheckAll); // a browser may show its first page before it has read our rules
  app.connect();
  browser.alarms.create("knock", { periodInMinutes: KNOCK_MIN });
}

function inTurn(step) {
  last = last.then(step).catch((failure) => console.warn("Lead Conversion Hour:", failure));
  return last;
}

async function settleNow() {
  const done = await settle();
  const state = await stored();
  setTimer(inForce(state));
  await report(done, state);
  return done;
}

// A timer beside the alarm: it is exact, and it runs on though the clock is set back.
function setTimer(order) {
  clearTimeout(timer);
  if (!order) return;
  const now = Date.now();
  const isEnd = nextChange(order, now) === order.until;
  const wait = Math.min(MOST_MS, Math.max(0, nextChange(order, now) - now) + 10);
  timer = setTimeout(() => {
    inTurn(async () => {
      if (isEnd) await letGo(order.id);
      await settleNow();
      await recheckAll();
    });
  }, wait);
}

function onOrder(raw) {
  inTurn(async () => {
    const isNew = await take(orderOf(raw));
    await settleNow();
    if (isNew) await recheckAll();
  });
}

function onLine(connected) {
  inTurn(() => browser.storage.local.set({ connected }));
  if (connected) inTurn(settleNow);
}

async function recheckAll() {
  const order = inForce(await stored());
  if (order) await sweep(order);
}

// What the rules cannot see: a page brought back from the cache, or an address changed inside a page.
async function recheck(id, address) {
  const order = inForce(await stored());
  if (order && blocking(address, order, Date.now())) await cover(id, address);
}

// Only the entry of the list is kept, never the address.
async function count(address) {
  const order = inForce(await stored());
  const entry = order && webAddress(address) && blocking(address, order, Date.now());
  if (!entry) return;
  const attempts = await attemptsOf(order);
  const site = nameOf(entry);
  attempts.sites[site] = (attempts.sites[site] ?? 0) + 1;
  await browser.storage.local.set({ attempts });
  await settleNow();
}

async function attemptsOf(order) {
  const { attempts } = await browser.storage.local.get("attempts");
  return attempts?.hour === order?.from ? attempts : { hour: order?.from ?? 0, sites: {} };
}

async function report(done, state) {
  const { attempts } = await browser.storage.local.get("attempts");
  app.tell({
    report: {
      order: done.order,
      rules: done.rules,
      probe: done.probe,
      error: done.error,
      instance: await instance(),
      version: browser.runtime.getManifest().version,
      access: await browser.permissions.contains({ origins: ["*://*/*"] }),
      refused: state.order?.refused ?? [],
      attempts: attempts ?? { hour: 0, sites: {} },
    },
  });
}

// Which of several profiles of one browser this is: a random word, kept here and nowhere else.
async function instance() {
  const known = (await browser.storage.local.get("instance")).instance;
  if (known) return known;
  const made = crypto.randomUUID().replaceAll("-", "").slice(0, 12);
  await browser.storage.local.set({ instance: made });
  return made;
}
