import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readFilters } from "../../../src/captures/plan/captureFilter.ts";

const read = (filters: unknown) =>
  readFilters(typeof filters === "string" ? filters : JSON.stringify(filters));

const problemOf = (filters: unknown): string => {
  const reading = read(filters);
  return reading.ok ? "none" : reading.problem;
};

const normal = (filter: unknown): unknown => {
  const reading = read([filter]);
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.filters[0];
};

describe("capture filters", () => {
  it("accept the API's fields: one value, one range or one list", () => {
    const filters = [
      { protocol: "TCP", remoteIPAddress: "203.0.113.9", remotePort: "443" },
      { localIPAddress: "10.0.0.4-10.0.0.9", localPort: "80;443" },
      { remoteIPAddress: "2001:db8::1;2001:db8::2", remotePort: "8000-8080" },
      { localPort: "0-65535", remoteIPAddress: "::-ffff::" },
    ];
    assert.deepEqual(read(filters), { ok: true, filters });
  });

  for (const [typed, taken] of [
    [
      { protocol: "TCP", remotePort: "80;443;" },
      { protocol: "TCP", remotePort: "80;443" },
    ],
    [{ remotePort: "80;" }, { remotePort: "80" }],
    [{ remotePort: " 80 ; 443 " }, { remotePort: "80;443" }],
    [{ remotePort: "8000 - 8080" }, { remotePort: "8000-8080" }],
    [{ remotePort: 443 }, { remotePort: "443" }],
    [{ remotePort: "0443" }, { remotePort: "443" }],
    [{ remotePort: "80;443;80" }, { remotePort: "80;443" }],
    [{ protocol: "Tcp" }, { protocol: "TCP" }],
    [{ Protocol: " udp " }, { protocol: "UDP" }],
    [{ protocol: "ANY" }, { protocol: "Any" }],
    [{ localIpAddress: "10.0.0.4" }, { localIPAddress: "10.0.0.4" }],
    [{ RemoteIPAddress: "10.0.0.4;10.0.0.5;" }, { remoteIPAddress: "10.0.0.4;10.0.0.5" }],
    [
      { local_ip_address: "fe80::1", "remote-port": "1" },
      { localIPAddress: "fe80::1", remotePort: "1" },
    ],
    [{ protocol: "", localIPAddress: " ", localPort: null, remotePort: "22" }, { remotePort: "22" }],
    [
      { remotePort: "1", localPort: "2", protocol: "tcp" },
      { protocol: "TCP", localPort: "2", remotePort: "1" },
    ],
    [{ remoteIPAddress: "::ffff:10.0.0.4" }, { remoteIPAddress: "::ffff:10.0.0.4" }],
  ] as const)
    it(`are read as people type them: ${JSON.stringify(typed)}`, () => {
      assert.deepEqual(normal(typed), taken);
      assert.equal(JSON.stringify(normal(typed)), JSON.stringify(taken), "in the API's order");
    });

  for (const address of [
    "1.1.1.1-255.255.255",
    "10.0.0.999",
    "999.0.0.1",
    "10.0.0",
    "10.0.0.4.5",
    "10.0.0.04",
    "10.0.0.0/24",
    "10.0.0.9-10.0.0.4",
    "10.0.0.4-2001:db8::1",
    "10.0.0.4-10.0.0.5-10.0.0.6",
    "10.0.0.4-10.0.0.5;10.0.0.7",
    "10.0.0.4;;10.0.0.5",
    "10.0.0.4,10.0.0.5",
    ";",
    "-",
    "*",
    "::1::2",
    ":::",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "12345::",
    "fe80::1%eth0",
    "::10.0.0.999",
    "10.0.0.4::",
    "host.example",
  ])
    it(`reject the address ${address}, and name the field, the value and the form`, () => {
      const reading = read([{}, { remoteIPAddress: address }]);
      assert.ok(!reading.ok);
      assert.match(
        reading.problem,
        /filter \(number 2\): remoteIPAddress must be one IPv4 or IPv6 address, a range in order/,
      );
      assert.ok(!reading.problem.includes(JSON.stringify(address)), "settings never repeat a value");
      assert.ok(reading.detail.endsWith(`; the value is ${JSON.stringify(address)}`), reading.detail);
    });

  for (const port of [
    "65536",
    "70000",
    "443-80",
    "80-85;443",
    "80-",
    "-80",
    "80-85-90",
    "http",
    "80;x",
    "1e3",
    "+1",
  ])
    it(`reject the port ${port}`, () => {
      assert.match(
        problemOf([{ localPort: port }]),
        /\(number 1\): localPort must be one port from 0 to 65535/,
      );
    });

  it("reject what the service would reject or silently capture nothing with", () => {
    assert.equal(problemOf("[{"), "is not JSON");
    assert.equal(problemOf({}), "is not a JSON array of filters");
    assert.equal(problemOf([1]), "has a wrong filter (number 1): it must be an object");
    assert.match(problemOf([{ protocol: "ICMP" }]), /: protocol must be TCP, UDP or Any$/);
    assert.match(problemOf([{ remotePort: true }]), /remotePort must be/);
    assert.match(problemOf([{ remotePort: ["80"] }]), /remotePort must be/);
    assert.match(problemOf([{ remotePort: "80", RemotePort: "443" }]), /it has remotePort twice/);
    assert.match(problemOf([{ port: "80" }]), /its fields are protocol, /);
    assert.match(problemOf([{ toString: "x" }]), /its fields are/);
    assert.match(problemOf(Array(21).fill({})), /more than 20 filters/);
  });
});
