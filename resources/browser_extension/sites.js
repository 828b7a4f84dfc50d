// Which address is blocked, and by which entry of the list. Pure: no browser, no clock.

/**
 * `text` ("reddit.com" or "reddit.com/r/funny") as { host, path }, path "" for the whole site; null where it is
 * no site: a single label would block a whole top-level domain, an address with a port or a name names no site.
 */
export function entryOf(text) {
  if (typeof text !== "string" || text.length > 500 || /[\s@?#\\]/.test(text)) return null;
  const bare = text.replace(/^https?:\/\//i, "").replace(/^\*\./, "");
  let url;
  try {
    url = new URL(`https://${bare}`);
  } catch {
    return null;
  }
  const host = url.hostname;
  if (url.port || /:\d+(\/|$)/.test(bare) || !isName(host)) return null;
  return { host, path: url.pathname.replace(/\/+$/, "") };
}

/** Whether `host` is `entryHost` or one of its sub-domains, never a look-alike. */
export function isUnder(host, entryHost) {
  return host === entryHost || host.endsWith(`.${entryHost}`);
}

/** How an entry is written in reports: "reddit.com/r/funny". */
export function nameOf(entry) {
  return entry.host + entry.path;
}

/** The entry of `order` that blocks `address` at `now`, or null: work and the one allowed address win. */
export function blocking(address, order, now) {
  const url = webAddress(address);
  if (!url || order.work.some((entry) => covers(entry, url))) return null;
  if (order.once && now < order.once.until && isSame(url, new URL(order.once.address))) return null;
  return order.sites.find((entry) => covers(entry, url)) ?? null;
}

/** `address` as a URL where it is http or https, else null: the only addresses we ever block or open. */
export function webAddress(address) {
  try {
    const url = new URL(address);
    return url.protocol === "http:" || url.protocol === "https:" ? url : null;
  } catch {
    return null;
  }
}

function covers(entry, url) {
  if (!isUnder(url.hostname.replace(/\.$/, ""), entry.host)) return false;
  const path = url.pathname.toLowerCase();
  const wanted = entry.path.toLowerCase();
  return path.startsWith(wanted) && (!wanted || path.length === wanted.length || path[wanted.length] === "/");
}

function isSame(url, allowed) {
  // What a site itself adds on the way in is the same address: https, www. and a last slash.
  const plain = (each) => each.hostname.replace(/^www\./, "") + each.pathname.replace(/\/$/, "") + each.search;
  return plain(url) === plain(allowed) && url.port === allowed.port;
}

function isName(host) {
  return host.length <= 253 && /^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(host);
}
