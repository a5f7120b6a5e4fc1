import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  fits,
  type PacketFilter,
} from "../../../../../../local/azure/arm/packetCaptures/session/packetFilter.ts";
import type { FiveTuple } from "../../../../../../local/azure/arm/packetCaptures/session/fiveTuple.ts";

const web: FiveTuple = {
  protocol: "TCP",
  localAddress: "10.0.0.4",
  remoteAddress: "203.0.113.7",
  localPort: 50_000,
  remotePort: 443,
};
const ping: FiveTuple = { ...web, protocol: "other", localPort: null, remotePort: null };
const ipv6: FiveTuple = { ...web, remoteAddress: "2001:0db8:0000:0000:0000:0000:0000:0010" };

describe("a capture filter", () => {
  for (const [filter, packet, expected] of [
    [{}, web, true],
    [{ protocol: "Any" }, ping, true],
    [{ protocol: "tcp" }, web, true],
    [{ protocol: "UDP" }, web, false],
    [{ protocol: "TCP" }, ping, false],
    [{ remotePort: "443" }, web, true],
    [{ remotePort: "80;443" }, web, true],
    [{ remotePort: "80;443;" }, web, true],
    [{ remotePort: "80;" }, { ...web, remotePort: 0 }, false],
    [{ remotePort: "440-450" }, web, true],
    [{ remotePort: "80;8443" }, web, false],
    [{ localPort: "443" }, web, false],
    [{ remotePort: "0-65535" }, ping, false],
    [{ remoteIPAddress: "203.0.113.7" }, web, true],
    [{ remoteIPAddress: "203.0.113.0-203.0.113.255" }, web, true],
    [{ remoteIPAddress: "203.0.112.0-203.0.112.255" }, web, false],
    [{ localIPAddress: "10.0.0.5;10.0.0.4" }, web, true],
    [{ localIPAddress: "203.0.113.7" }, web, false],
    [{ remoteIPAddress: "2001:db8::10" }, ipv6, true],
    [{ remoteIPAddress: "2001:db8::1-2001:db8::f" }, ipv6, false],
    [{ remoteIPAddress: "0.0.0.0-255.255.255.255" }, ipv6, false],
    [{ protocol: "TCP", remotePort: "443", localPort: "1" }, web, false],
  ] satisfies [PacketFilter, FiveTuple, boolean][])
    it(`${JSON.stringify(filter)} ${expected ? "keeps" : "drops"} ${packet.protocol} to ${packet.remoteAddress}`, () => {
      assert.equal(fits(filter, packet), expected);
    });
});
