/** An IPv4 address as a number; null for other texts. */
export function ipv4Number(text: string): number | null {
  const parts = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) ? text.split(".").map(Number) : [];
  if (parts.length !== 4 || parts.some((part) => part > 255)) return null;
  return parts.reduce((all, part) => all * 256 + part, 0);
}

/** Length of an IPv4 prefix ("10.0.0.0/8"), if an address lies in it; null: it does not. */
export function prefixLength(prefix: string, address: string): number | null {
  const [network = "", bits = "32"] = prefix.split("/");
  const [base, own, length] = [ipv4Number(network), ipv4Number(address), Number(bits)];
  if (base === null || own === null || !/^\d{1,2}$/.test(bits) || length > 32) return null;
  const size = 2 ** (32 - length);
  return Math.floor(base / size) === Math.floor(own / size) ? length : null;
}
