// What the app told us: one hour, what it blocks and until when. Pure: no browser, no clock.

import { entryOf } from "./sites.js";

const LONGEST_MS = 4 * 3600 * 1000; // the app never asks for longer, so nothing longer is believed
const CLOCK_SLACK_MS = 60 * 1000; // what two readings of one clock may differ by
const MOST_SITES = 2000;

/**
 * The order in `raw`, or null where it is none: whatever cannot be understood blocks nothing.
 * Instants are milliseconds since 1970. An entry that is no site is left out and named in `refused`.
 */
export function orderOf(raw) {
  if (raw === null || typeof raw !== "object" || raw.version !== 1) return null;
  if (typeof raw.id !== "string" || !raw.id || !Number.isFinite(raw.until)) return null;
  const sites = entriesOf(raw.sites);
  const work = entriesOf(raw.work);
  return {
    id: raw.id,
    from: Number.isFinite(raw.from) ? raw.from : 0,
    until: raw.until,
    sites: sites.good,
    work: work.good,
    once: onceOf(raw.once),
    words: wordsOf(raw.words),
    refused: [...sites.bad, ...work.bad],
  };
}

/** Whether `order`, first received at `receivedAt`, still holds `now`. A clock set far back ends it. */
export function holds(order, receivedAt, now) {
  if (!order || order.sites.length === 0) return false;
  if (order.until - receivedAt > LONGEST_MS + CLOCK_SLACK_MS) return false;
  return receivedAt - CLOCK_SLACK_MS <= now && now < order.until;
}

/** The next instant at which `order` changes by itself: the one address closes again, or all is open. */
export function nextChange(order, now) {
  const once = order.once?.until ?? 0;
  return once > now ? Math.min(once, order.until) : order.until;
}

function entriesOf(list) {
  const good = [];
  const bad = [];
  for (const text of Array.isArray(list) ? list.slice(0, MOST_SITES) : []) {
    const entry = entryOf(text);
    if (entry) good.push(entry);
    else bad.push(String(text).slice(0, 100));
  }
  return { good, bad };
}

function onceOf(raw) {
  if (!raw || !Number.isFinite(raw.until) || typeof raw.address !== "string") return null;
  try {
    const url = new URL(raw.address);
    if (url.protocol !== "http:" && url.protocol !== "https:") return null;
    return { address: url.href, until: raw.until };
  } catch {
    return null;
  }
}

function wordsOf(raw) {
  const pairs = Object.entries(raw ?? {}).filter(([, value]) => typeof value === "string");
  return Object.fromEntries(pairs.map(([name, value]) => [name, value.slice(0, 80)]));
}
