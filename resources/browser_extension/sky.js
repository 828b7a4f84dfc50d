// The sunrise behind the block page: the same table as the app's own sky, blended linearly per channel.

const STOPS = [
  ["090C16", "0D1122", "171B38", "090B13", "06080D", 0.1],
  ["0A0E1B", "12163A", "2A2650", "0B0C17", "07080F", 0.2],
  ["0C1122", "1B1C44", "46335A", "0E0D1A", "080911", 0.32],
  ["0F152A", "29234C", "623F59", "110F1C", "0A0A13", 0.42],
  ["141B33", "37294E", "7D5050", "15121E", "0C0B14", 0.52],
];
const NAMES = ["--zenith", "--middle", "--horizon", "--ground-top", "--ground-bottom"];

/** The share of the hour that has passed, 0..1. */
export function passed(order, now) {
  const length = order.until - order.from;
  return length > 0 ? Math.min(1, Math.max(0, (now - order.from) / length)) : 1;
}

/** The style properties of the sky at `share` of the hour. */
export function skyAt(share) {
  const place = share * (STOPS.length - 1);
  const index = Math.min(STOPS.length - 2, Math.floor(place));
  const [low, high, part] = [STOPS[index], STOPS[index + 1], place - index];
  const style = Object.fromEntries(NAMES.map((name, at) => [name, blend(low[at], high[at], part)]));
  return {
    ...style,
    "--glow": (low[5] + (high[5] - low[5]) * part).toFixed(3),
    "--sun": `${(share * 100).toFixed(2)}%`,
    "--glow-x": `${Math.round(480 + 460 * share)}px`,
    "--glow-y": `${Math.round(90 + 42 * share)}px`,
  };
}

function blend(low, high, part) {
  const channels = [0, 2, 4].map((at) => {
    const [from, to] = [low, high].map((digits) => Number.parseInt(digits.slice(at, at + 2), 16));
    return Math.round(from + (to - from) * part);
  });
  return `rgb(${channels.join(" ")})`;
}
