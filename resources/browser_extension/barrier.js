// The order in force, and the browser's rules that follow from it. Both the background and the block page use it.
//
// Dynamic rules outlive the browser, so that the first page of a restarted browser is blocked already. They know
// no deadline: whoever wakes up first (alarm, timer, background, block page) settles them against the clock.

import { holds, nextChange } from "./order.js";
import { rulesFor } from "./rules.js";
import { blocking } from "./sites.js";

const browser = globalThis.browser ?? globalThis.chrome;
const EMPTY = { order: null, receivedAt: 0, letGo: "" };

export const BLOCK_PAGE = browser.runtime.getURL("blocked.html");

/** What is stored: the order, when it first came, and the id of an order that has been let go of. */
export async function stored() {
  return { ...EMPTY, ...(await browser.storage.local.get(Object.keys(EMPTY))) };
}

/** The order of `state` where it is in force `now`, else null. */
export function inForce(state, now = Date.now()) {
  const { order, receivedAt, letGo } = state;
  return order && order.id !== letGo && holds(order, receivedAt, now) ? order : null;
}

/** Take `order` (null: none) from the app. Returns whether it is another one than before. */
export async function take(order) {
  const state = await stored();
  const isNew = (order?.id ?? "") !== (state.order?.id ?? "");
  const receivedAt = isNew ? Date.now() : state.receivedAt;
  await browser.storage.local.set({ order, receivedAt });
  return isNew;
}

/** Let go of the order `id` for good: only a new order blocks again. */
export async function letGo(id) {
  await browser.storage.local.set({ letGo: id });
}

/**
 * Make the browser's rules those of the order in force, in one step, and set the alarm for the next change.
 * Returns what was done: { order, rules, probe, error } for the app, and whether rules had outlived their order.
 */
export async function settle() {
  const now = Date.now();
  const state = await stored();
  const order = inForce(state, now);
  // For good: a clock set back later must not bring it up again.
  if (state.order && !order && state.letGo !== state.order.id) await letGo(state.order.id);
  const wanted = order ? await supported(rulesFor(order, BLOCK_PAGE, now)) : [];
  const before = await browser.declarativeNetRequest.getDynamicRules();
  let error = "";
  try {
    await browser.declarativeNetRequest.updateDynamicRules({
      removeRuleIds: before.map((rule) => rule.id),
      addRules: wanted,
    });
  } catch (failure) {
    error = String(failure?.message ?? failure);
  }
  await setAlarm(order ? nextChange(order, now) : 0);
  const rules = await browser.declarativeNetRequest.getDynamicRules();
  return {
    order: state.order?.id ?? "",
    rules: rules.length,
    probe: order ? await probe(order, now) : null,
    error,
    wasStale: before.length > 0 && !order,
  };
}

/** Send every open tab that shows a blocked site to the block page. `order` is in force. */
export async function sweep(order) {
  const now = Date.now();
  for (const tab of await browser.tabs.query({})) {
    if (blocking(tab.pendingUrl || tab.url || "", order, now)) await cover(tab.id, tab.pendingUrl || tab.url, "?swept");
  }
}

/**
 * Open once more what the rules of `order`, which is over, have sent astray: Chromium drops a page that is redirected
 * to an extension which is only just starting, and leaves an empty tab with the address still pending.
 */
export async function openAgain(order) {
  for (const tab of await browser.tabs.query({})) {
    const lost = !tab.url && tab.pendingUrl && order && blocking(tab.pendingUrl, order, Date.now());
    if (lost) await browser.tabs.update(tab.id, { url: tab.pendingUrl }).catch(() => {});
  }
}

/** Show the block page in place of `address` in the tab `id`. A tab that has gone meanwhile needs nothing. */
export async function cover(id, address, how = "") {
  try {
    await browser.tabs.update(id, { url: `${BLOCK_PAGE}${how}#${address}` });
  } catch {
    // closed, or not ours to move: the rules hold for whatever it loads next
  }
}

async function supported(rules) {
  const checked = await Promise.all(
    rules.map(({ condition }) =>
      browser.declarativeNetRequest.isRegexSupported({ regex: condition.regexFilter, isCaseSensitive: false }),
    ),
  );
  return rules.filter((_, index) => checked[index].isSupported);
}

/** Whether the browser would redirect a blocked site now; null where this browser does not say. */
async function probe(order, now) {
  const test = browser.declarativeNetRequest.testMatchOutcome; // only for extensions loaded unpacked
  const entry = order.sites.find((each) => blocking(`https://${each.host}${each.path}`, order, now));
  if (!test || !entry) return null;
  try {
    const { matchedRules } = await test({ url: `https://${entry.host}${entry.path}`, type: "main_frame" });
    return matchedRules.length > 0;
  } catch {
    return null;
  }
}

async function setAlarm(when) {
  await browser.alarms.clear("deadline");
  if (when > 0) await browser.alarms.create("deadline", { when });
}
