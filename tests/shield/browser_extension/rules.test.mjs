// Run by test_browser_rules.py: node --test, with the folder of the extension in LCH_EXTENSION.
import assert from "node:assert/strict";
import test from "node:test";

const from = (name) => import(`file://${process.env.LCH_EXTENSION}/${name}`);
const { holds, nextChange, orderOf } = await from("order.js");
const { blocking, entryOf, nameOf } = await from("sites.js");
const { rulesFor } = await from("rules.js");
const { backTo, opensAt, quickLook, siteName, toGo } = await from("words.js");
const { passed, skyAt } = await from("sky.js");

const NOW = Date.UTC(2026, 10, 23, 13, 0);
const MIN = 60000;
const raw = (more = {}) => ({
  version: 1, id: "a1", from: NOW, until: NOW + 60 * MIN, sites: ["facebook.com", "reddit.com/r/funny"],
  work: [], once: null, words: {}, ...more,
});
const order = (more) => orderOf(raw(more));

test("what is no order blocks nothing", () => {
  for (const bad of [null, undefined, 7, "x", [], {}, raw({ version: 2 }), raw({ id: "" }), raw({ until: "8:30" })]) {
    assert.equal(orderOf(bad), null);
  }
  assert.deepEqual(order({ sites: "facebook.com" }).sites, []);
});

for (const [text, wanted] of [
  ["facebook.com", "facebook.com"],
  ["FaceBook.COM", "facebook.com"],
  ["*.facebook.com", "facebook.com"],
  ["https://facebook.com/", "facebook.com"],
  ["reddit.com/r/Funny/", "reddit.com/r/Funny"],
  ["münchen.example", "xn--mnchen-3ya.example"],
]) {
  test(`${text} is an entry`, () => assert.equal(nameOf(entryOf(text)), wanted));
}

for (const text of ["com", "localhost", "", " ", "a b.com", "facebook.com:80", "x@facebook.com", "javascript:1", "a..b",
  "::1", "[::1]", "facebook.com?x", "facebook.com#x", "a\\b.com", null, 5, "x".repeat(600)]) {
  test(`${JSON.stringify(text)?.slice(0, 30)} is no entry`, () => assert.equal(entryOf(text), null));
}

test("a bad entry is named, and the good ones stay", () => {
  const made = order({ sites: ["com", "facebook.com"] });
  assert.deepEqual(made.refused, ["com"]);
  assert.equal(made.sites.length, 1);
});

// The rules as the browser would apply them, with JavaScript's engine in place of RE2.
function outcome(address, rules) {
  const url = new URL(address);
  const hits = rules.filter(({ condition }) =>
    condition.requestDomains.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`)) &&
    new RegExp(condition.regexFilter, "i").test(url.href));
  return hits.sort((one, two) => two.priority - one.priority)[0]?.action.type ?? "none";
}

const CASES = [
  ["https://facebook.com/", "redirect"],
  ["http://m.facebook.com/feed?a=b#c", "redirect"],
  ["https://notfacebook.com/", "none"],
  ["https://facebook.com.evil.example/", "none"],
  ["https://example.org/facebook.com", "none"],
  ["https://reddit.com/", "none"],
  ["https://reddit.com/r/funny", "redirect"],
  ["https://old.reddit.com/R/Funny/top?t=day", "redirect"],
  ["https://reddit.com/r/funnyface", "none"],
  ["https://reddit.com/r/fun", "none"],
  ["https://work.facebook.com/", "allow"],
  ["https://deep.work.facebook.com/x", "allow"],
  ["https://facebook.com/business", "allow"],
  ["https://facebook.com/businessman", "redirect"],
  ["https://www.facebook.com/dana?id=7", "allow"],
  ["http://facebook.com/dana/?id=7", "allow"],
  ["https://facebook.com/dana?id=71", "redirect"],
  ["https://facebook.com/dana", "redirect"],
  ["https://facebook.com/dana/photos?id=7", "redirect"],
];
for (const [address, wanted] of CASES) {
  test(`${address}: ${wanted}, by the rules and by the sweep`, () => {
    const made = order({
      work: ["work.facebook.com", "facebook.com/business"],
      once: { address: "https://facebook.com/dana?id=7", until: NOW + 5 * MIN },
    });
    assert.equal(outcome(address, rulesFor(made, "chrome-extension://x/blocked.html", NOW)), wanted);
    assert.equal(blocking(address, made, NOW) !== null, wanted === "redirect");
  });
}

test("the one address closes at its minute", () => {
  const made = order({ once: { address: "https://facebook.com/dana", until: NOW + 5 * MIN } });
  assert.equal(nextChange(made, NOW), NOW + 5 * MIN);
  assert.equal(nextChange(made, NOW + 5 * MIN), made.until);
  assert.ok(blocking("https://facebook.com/dana", made, NOW + 5 * MIN));
  assert.equal(outcome("https://facebook.com/dana", rulesFor(made, "x", NOW + 5 * MIN)), "redirect");
});

test("what is no web address is never blocked", () => {
  for (const address of ["", "about:blank", "chrome://settings", "file:///facebook.com", "javascript:facebook.com"]) {
    assert.equal(blocking(address, order(), NOW), null);
  }
});

test("a full stop after the name is no way around", () => {
  assert.ok(blocking("https://facebook.com./", order(), NOW));
});

test("rule ids are whole, from 1 and different, and only top-level pages are touched", () => {
  const rules = rulesFor(order({ work: ["a.example", "b.example/x"] }), "p", NOW);
  assert.deepEqual(rules.map((rule) => rule.id), [1, 2, 3, 4]);
  assert.ok(rules.every((rule) => rule.condition.resourceTypes.join() === "main_frame"));
});

test("letters that mean something in a pattern mean themselves in a path", () => {
  const rules = rulesFor(order({ sites: ["a.example/x.y+(z)"] }), "p", NOW);
  assert.equal(outcome("https://a.example/x.y+(z)/1", rules), "redirect");
  assert.equal(outcome("https://a.example/xqy+(z)", rules), "none");
});

for (const [what, receivedAt, now, wanted] of [
  ["while it lasts", NOW, NOW + 59 * MIN, true],
  ["to its last moment", NOW, NOW + 60 * MIN - 1, true],
  ["not at its deadline", NOW, NOW + 60 * MIN, false],
  ["not with a clock set back an hour", NOW, NOW - 60 * MIN, false],
  ["with a clock set right by seconds", NOW, NOW - 5000, true],
  ["never more than four hours", NOW - 5 * 60 * MIN, NOW, false],
]) {
  test(`an order holds ${what}`, () => assert.equal(holds(order(), receivedAt, now), wanted));
}

test("an order without sites holds nothing", () => assert.equal(holds(order({ sites: [] }), NOW, NOW), false));

test("the words of the page", () => {
  const made = order({ words: { back_to: "Dana", calls_to_go: "6", bad: 7 } });
  assert.equal(toGo(made, NOW + 26 * MIN), "34 min and 6 calls to go");
  assert.equal(toGo(made, NOW + 26 * MIN + 1), "34 min and 6 calls to go");
  assert.equal(toGo(order({ words: { calls_to_go: "1" } }), made.until - 1), "1 min and 1 call to go");
  assert.equal(toGo(order(), NOW), "60 min to go");
  assert.equal(toGo(order({ words: { calls_to_go: "0" } }), NOW), "60 min to go");
  assert.equal(backTo(made), "Back to Dana");
  assert.equal(backTo(order()), "Back to the hour");
  assert.match(opensAt("facebook.com", made), /^facebook\.com opens again at \d/);
  assert.equal(siteName(new URL("https://www.facebook.com/x")), "facebook.com");
  assert.match(quickLook("facebook.com"), /facebook\.com/);
});

test("the sky is that of look.md at its stops and blended between", () => {
  assert.equal(skyAt(0)["--zenith"], "rgb(9 12 22)");
  assert.equal(skyAt(1)["--horizon"], "rgb(125 80 80)");
  assert.equal(skyAt(0.5)["--middle"], "rgb(27 28 68)");
  assert.equal(skyAt(0.125)["--zenith"], "rgb(10 13 25)");
  assert.equal(passed(order(), NOW + 15 * MIN), 0.25);
  assert.equal(passed(order(), NOW - MIN), 0);
  assert.equal(passed(order({ from: NOW, until: NOW }), NOW), 1);
});
