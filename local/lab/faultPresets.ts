import type { FaultPreset } from "./choices.ts";

const error = (code: string, message: string) => ({ error: { code, message } });

/** The faults that the Lab offers. Each has a path of its own, by which the page knows it again. */
export const faultPresets: readonly FaultPreset[] = [
  {
    label: "Azure throttles the app",
    what: "The next 3 calls to Resource Manager are answered 429 with Retry-After: 5. The app waits as it is told, and the capture starts a little later.",
    faults: [{ path: "^/subscriptions/", status: 429, headers: { "retry-after": "5" }, times: 3 }],
  },
  {
    label: "Azure is down",
    what: "Every call to Resource Manager is answered 503. The app keeps trying; a capture that cannot start fails after at most 15 minutes.",
    faults: [{ path: "^/subscriptions/.", status: 503 }],
  },
  {
    label: "Azure is slow",
    what: "Every answer of Resource Manager takes 3 seconds. Nothing else changes.",
    faults: [{ path: "^/subscriptions/..", delayMs: 3000 }],
  },
  {
    label: "The app may not start captures",
    what: "Network Watcher refuses the start with 403. The capture fails with access-denied, and the mail says which right is missing.",
    faults: [
      {
        method: "PUT",
        path: "/packetCaptures/",
        status: 403,
        body: error(
          "AuthorizationFailed",
          "The client does not have authorization to perform action 'Microsoft.Network/networkWatchers/packetCaptures/write'.",
        ),
      },
    ],
  },
  {
    label: "The start of a capture gets no answer",
    what: "The next start is never answered and has no effect. The app tries again when its timeout of 20 seconds is over.",
    faults: [{ method: "PUT", path: "/packetCaptures/.", status: "timeout", times: 1 }],
  },
  {
    label: "The connection is cut after the start",
    what: "The next capture starts, but the app does not hear it. It finds the capture and follows it; there is no second one.",
    faults: [{ method: "PUT", path: "/packetCaptures/..", status: "reset", times: 1 }],
  },
  {
    label: "The storage account allows no shared keys",
    what: "Packet capture writes with a shared key. The capture fails with storage-refused, and the mail has the command that mends it.",
    faults: [
      {
        method: "GET",
        path: "/storageAccounts/",
        status: 200,
        body: { sku: { name: "Standard_LRS" }, properties: { allowSharedKeyAccess: false } },
      },
    ],
  },
  {
    label: "The capture fails on the VM",
    what: "Network Watcher reports an error for running captures. They fail with capture-failed.",
    faults: [
      {
        method: "POST",
        path: "/queryStatus",
        status: 200,
        body: {
          name: "capture",
          id: "/capture",
          captureStartTime: "2026-11-23T02:00:00Z",
          packetCaptureStatus: "Error",
          packetCaptureError: ["InternalError"],
        },
      },
    ],
  },
  {
    label: "The email service rejects the mail",
    what: "Every mail is refused with 400, as when the sender's domain is not linked. The capture ends as usual; the captures page says that no mail was sent, and why.",
    faults: [
      {
        path: "/emails:send",
        status: 400,
        body: error("DomainNotLinked", "The specified sender domain has not been linked."),
      },
    ],
  },
  {
    label: "The email service is busy",
    what: "The next 2 sends are answered 503. The mail arrives later, once.",
    faults: [{ method: "POST", path: "/emails:send", status: 503, times: 2 }],
  },
  {
    label: "Teams asks to wait",
    what: "The next notification to Teams is answered 429 with Retry-After: 15, and is sent again after that.",
    faults: [{ path: "/notifications/teams", status: 429, headers: { "retry-after": "15" }, times: 1 }],
  },
  {
    label: "The Durable backend stops",
    what: "Nothing starts or goes on. An alert is answered 503, and the action group delivers it again for about a minute. Clear the faults, and everything goes on.",
    faults: [],
  },
];
