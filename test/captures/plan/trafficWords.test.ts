import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { trafficWords } from "../../../src/captures/plan/trafficWords.ts";
import type { CaptureFilter } from "../../../src/captures/plan/captureFilter.ts";

describe("the traffic of a capture with filters, in words", () => {
  const table: readonly (readonly [string | null, readonly CaptureFilter[]])[] = [
    [null, []],
    [null, [{}]],
    [null, [{ protocol: "TCP" }, { protocol: "Any" }]],
    ["captured UDP 53 traffic", [{ protocol: "UDP", remotePort: "53" }]],
    ["captured TCP 443 traffic", [{ protocol: "TCP", localPort: "443" }]],
    ["captured TCP traffic", [{ protocol: "TCP" }]],
    ["captured port 80, 443 traffic", [{ remotePort: "80;443" }]],
    ["captured TCP 8000-8080 traffic", [{ protocol: "TCP", localPort: "8000-8080" }]],
    ["captured traffic with 203.0.113.9", [{ protocol: "Any", remoteIPAddress: "203.0.113.9" }]],
    [
      "captured UDP 53 traffic of 10.1.2.4",
      [{ protocol: "UDP", localIPAddress: "10.1.2.4", remotePort: "53" }],
    ],
    ["filtered traffic", [{ protocol: "TCP", localPort: "443", remotePort: "50000" }]],
    ["filtered traffic", [{ protocol: "TCP" }, { protocol: "UDP" }]],
    ["filtered traffic", [{ protocol: "TCP", remoteIPAddress: "2001:db8:1111:2222:3333:4444:5555:6666" }]],
  ];
  for (const [words, filters] of table)
    it(`calls ${JSON.stringify(filters)} ${words ?? "all traffic"}`, () => {
      assert.equal(trafficWords(filters), words);
    });
});
