/** "203.0.113.9:443", "[2001:db8::9]:443"; the address alone without a port. */
export function socketText(address: string, port: number | null): string {
  if (port === null) return address;
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
