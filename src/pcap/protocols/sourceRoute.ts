const options = { end: 0, padding: 1, looseRoute: 131, strictRoute: 137 } as const;
const addressBytes = 4;

/** Where an IPv4 packet with a source route goes in the end (RFC 791, section 3.1); null without one, or past its last hop. */
export function routedDestination(view: DataView, start: number, end: number): number | null {
  for (let at = start; at < end;) {
    const option = view.getUint8(at);
    if (option === options.end) return null;
    if (option === options.padding) {
      at += 1;
      continue;
    }
    if (at + 2 > end) return null;
    const length = view.getUint8(at + 1);
    if (length < 2 || at + length > end) return null;
    if (option === options.looseRoute || option === options.strictRoute) return lastHop(view, at, length);
    at += length;
  }
  return null;
}

function lastHop(view: DataView, at: number, length: number): number | null {
  const hops = Math.floor((length - 3) / addressBytes);
  const pointer = view.getUint8(at + 2);
  if (hops < 1 || pointer < 4 || pointer > length) return null;
  return view.getUint32(at + 3 + (hops - 1) * addressBytes);
}
