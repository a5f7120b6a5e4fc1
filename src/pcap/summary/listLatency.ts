import { serviceLatencies } from "../findings/tcp/serviceLatency.ts";
import { milliseconds } from "../findings/tcp/spanText.ts";
import type { AnalyzedCapture } from "./analyzedCapture.ts";
import type { ServiceSpeed } from "./captureSummary.ts";

const listed = 5;

/** The services with the most handshakes and requests, and how fast they answer. */
export const listLatency = (capture: AnalyzedCapture): ServiceSpeed[] =>
  serviceLatencies(capture)
    .map((service) => ({ ...service, times: service.handshakes.count + service.firstBytes.count }))
    .sort((one, other) => other.times - one.times)
    .slice(0, listed)
    .map(({ addressText, port, own, name, handshakes, firstBytes }) => ({
      address: addressText,
      name,
      port,
      service: own ? "local" : "remote",
      handshakes: handshakes.count,
      handshakeMs: typical(handshakes),
      requests: firstBytes.count,
      firstByteMs: typical(firstBytes),
    }));

const typical = ({ count, median, p95 }: { count: number; median: number; p95: number }) =>
  count === 0 ? null : { median: milliseconds(median), p95: milliseconds(p95) };
