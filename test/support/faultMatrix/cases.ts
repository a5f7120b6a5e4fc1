/** A call of the flow, by the request that it is. */
interface Call {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Only a stopped capture makes it. */
  readonly stopping?: true;
  /** It goes beside the capture, which never depends on it. */
  readonly beside?: true;
}

/** Every call of the flow, in its order. */
export const calls: readonly Call[] = [
  { name: "read the VM", method: "GET", path: "/virtualMachines/" },
  { name: "list the Network Watchers", method: "GET", path: "/networkWatchers\\?" },
  { name: "read the storage account", method: "GET", path: "/storageAccounts/" },
  { name: "list the captures", method: "GET", path: "/packetCaptures\\?" },
  { name: "create the capture", method: "PUT", path: "/packetCaptures/" },
  { name: "read the network interface", method: "GET", path: "/networkInterfaces/", beside: true },
  { name: "query its status", method: "POST", path: "/queryStatus" },
  { name: "ask for its status's answer", method: "GET", path: "/operationResults/" },
  { name: "stop it", method: "POST", path: "/stop\\?", stopping: true },
  { name: "read the capture", method: "GET", path: "/packetCaptures/alert-" },
  { name: "send the email", method: "POST", path: "/emails:send" },
  { name: "ask for the email's status", method: "GET", path: "/emails/operations/" },
];

/** How it fails, and whether that may pass by itself. */
interface Kind {
  readonly name: string;
  readonly passing: boolean;
  readonly fault: Readonly<Record<string, unknown>>;
}

const error = (code: string) => ({ error: { code, message: `Simulated ${code}.` } });

const kinds: readonly Kind[] = [
  ...[400, 401, 403, 404, 409].map((status) => ({
    name: String(status),
    passing: false,
    fault: { status, body: error("Refused") },
  })),
  ...[408, 500, 502, 503, 504].map((status) => ({
    name: String(status),
    passing: true,
    fault: { status, body: error("Busy") },
  })),
  {
    name: "429 with Retry-After",
    passing: true,
    fault: { status: 429, headers: { "Retry-After": "9" }, body: error("TooManyRequests") },
  },
  { name: "connection cut", passing: true, fault: { status: "reset" } },
  { name: "no answer", passing: true, fault: { status: "timeout" } },
  { name: "malformed body", passing: true, fault: { status: 200, body: '{"half' } },
];

const spans = [
  { name: "once", times: 1 },
  { name: "three times", times: 3 },
  { name: "for ever", times: null },
] as const;

/** One call failing in one way for a while. */
export interface Case {
  readonly title: string;
  readonly call: Call;
  readonly kind: Kind;
  /** For how many calls; null: for ever. */
  readonly times: number | null;
}

/**
 * All of them, but for calls that never answer for ever: each waits out the app's bound on the real clock.
 */
export const cases: readonly Case[] = calls.flatMap((call) =>
  kinds.flatMap((kind) =>
    spans
      .filter(({ times }) => times !== null || kind.name !== "no answer")
      .map(({ name, times }) => ({ title: `${call.name}: ${kind.name}, ${name}`, call, kind, times })),
  ),
);
