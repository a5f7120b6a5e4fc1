/** A named server. Names and addresses are reserved for documentation (RFC 2606, 5737, 3849) or private. */
export interface Site {
  readonly name: string;
  readonly ipv4: string;
  readonly ipv6?: string;
  /** Microseconds. */
  readonly roundTrip: number;
}

export const uploadSite: Site = { name: "files.example.net", ipv4: "198.51.100.77", roundTrip: 21_400 };

export const ordinarySites: readonly [Site, ...Site[]] = [
  { name: "updates.example.com", ipv4: "203.0.113.10", roundTrip: 8_200 },
  { name: "api.example.org", ipv4: "203.0.113.64", ipv6: "2001:db8:40::64", roundTrip: 14_900 },
  { name: "telemetry.example.com", ipv4: "192.0.2.40", roundTrip: 11_300 },
  { name: "cdn.example.net", ipv4: "198.51.100.21", ipv6: "2001:db8:21::5", roundTrip: 4_700 },
  { name: "login.example.com", ipv4: "203.0.113.99", roundTrip: 9_600 },
];

export const timeSite: Site = { name: "time.example.org", ipv4: "192.0.2.123", roundTrip: 6_100 };

/** The VM's name for its own visitors. */
export const ownSite = "www.example.com";
