// The sentences of the block page. Pure: time is handed in.

/** When the hour ends. The order holds a little longer, in case the app should be late. */
function endOf(order) {
  return Number(order.words.ends) || order.until;
}

/** "34 min and 6 calls to go", without the calls where the app named none. Minutes are rounded up. */
export function toGo(order, now) {
  const minutes = Math.max(1, Math.ceil((endOf(order) - now) / 60000));
  const calls = Number.parseInt(order.words.calls_to_go ?? "", 10);
  if (!(calls > 0)) return `${minutes} min to go`;
  return `${minutes} min and ${calls === 1 ? "1 call" : `${calls} calls`} to go`;
}

/** What the button says: "Back to Dana". */
export function backTo(order) {
  return `Back to ${order.words.back_to || "the hour"}`;
}

/** "reddit.com opens again at 8:30 AM", the time as this computer writes it. */
export function opensAt(site, order) {
  const time = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" }).format(endOf(order));
  return `${site} opens again at ${time}`;
}

/** What Resistance says for itself. */
export function quickLook(site) {
  return `Just a quick look at ${site}?`;
}

/** The host of `url` as people name it. */
export function siteName(url) {
  return url.hostname.replace(/^(www|m)\./, "");
}
