// An order as rules of declarativeNetRequest. Pure: no browser, no clock.
//
// The blocked address travels to the block page behind "#", which no server ever sees. Only top-level pages are
// redirected: what a work page embeds keeps working. Work (priority 2) and the one address that the rep opened
// from the lead's card (3) win over every block (1).

const BLOCK = 1;
const WORK = 2;
const ONCE = 3;

/** The rules of `order` at `now`; `blockPage` is the full address of our page. Ids run from 1. */
export function rulesFor(order, blockPage, now) {
  const redirect = { type: "redirect", redirect: { regexSubstitution: `${blockPage}#\\0` } };
  const allow = { type: "allow" };
  const rules = [...rulesOf(order.sites, BLOCK, redirect), ...rulesOf(order.work, WORK, allow)];
  if (order.once && now < order.once.until) rules.push(onceRule(order.once.address, allow));
  return rules.map((rule, index) => ({ id: index + 1, ...rule }));
}

function rulesOf(entries, priority, action) {
  const hosts = entries.filter((entry) => !entry.path).map((entry) => entry.host);
  const rules = hosts.length ? [ruleOf(priority, action, hosts, "^https?://.*$")] : [];
  for (const { host, path } of entries.filter((entry) => entry.path)) {
    rules.push(ruleOf(priority, action, [host], `^https?://[^/]+${literal(path)}(?:[/?#].*)?$`));
  }
  return rules;
}

function onceRule(address, allow) {
  const url = new URL(address);
  const bare = url.host.replace(/^www\./, "");
  const path = literal(url.pathname.replace(/\/$/, ""));
  const pattern = `^https?://(?:www\\.)?${literal(bare)}${path}/?${literal(url.search)}(?:#.*)?$`;
  return ruleOf(ONCE, allow, [url.hostname.replace(/^www\./, "")], pattern);
}

function ruleOf(priority, action, hosts, pattern) {
  return {
    priority,
    action,
    condition: {
      regexFilter: pattern,
      requestDomains: [...new Set(hosts)],
      resourceTypes: ["main_frame"],
      isUrlFilterCaseSensitive: false,
    },
  };
}

function literal(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
