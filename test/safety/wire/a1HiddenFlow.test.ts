import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { KeyedHash } from "../../../src/pcap/tables/keyedHash.ts";
import { seedlessHash } from "../../support/bombs/collisions.ts";
import { hiddenUpload } from "../../support/bombs/hiddenFlow.ts";
import { everyNth } from "../../support/depth.ts";
import { oddCapture, pcapCaptures, pcapngCapture } from "../../support/packets/generatedCaptures.ts";
import { randomNumbers } from "../../support/packets/mixture.ts";
import { captureOf, summaryOf, syn, tcp, upload, vm } from "../../support/packets/vmTraffic.ts";

const uploadBytes = 14_400 * 1514;
const decoyBytes = 200 * 1514;
const crowdBytes = 128 * 42;
const truth = "99% of outbound bytes went to 203.0.113.9:443";
const random = randomNumbers(7);
const seeds = Array.from({ length: 20 }, () => [1, 2, 3, 4].map(() => random(2 ** 32)));

describe("an upload behind 128 datagrams whose tuples collide", () => {
  const chosen = hiddenUpload(seedlessHash, 2 ** 19 - 1);

  it("is what the lead names, when they collide under a hash without a seed", () => {
    for (const seed of [undefined, ...everyNth(7, seeds)]) {
      const summary = summaryOf(chosen, seed === undefined ? {} : { seed });
      assert.equal(summary.lead, truth);
      assert.deepEqual([summary.exact, summary.missableBytes], [true, 0]);
      assert.equal(summary.directions.outbound.bytes, uploadBytes + decoyBytes);
    }
  });

  it("is what the lead names even when somebody knows the seed, and no byte leaves the counts", () => {
    const flowCapacity = 1024;
    const seed = [5, 6, 7, 8];
    const hash = new KeyedHash(seed);
    const file = hiddenUpload((...key) => hash.of(...key), 2 * flowCapacity - 1);
    const known = summaryOf(file, { seed, flowCapacity });
    assert.equal(known.lead, truth);
    assert.equal(known.directions.outbound.bytes, uploadBytes + decoyBytes);
    assert.equal(known.directions.inbound.bytes, crowdBytes);
    assert.equal(known.directions.inbound.packets, 128);
    assert.ok(!known.exact && known.missableBytes >= 42, `${known.missableBytes} bytes may be missing`);
    const other = summaryOf(file, { seed: [5, 6, 7, 9], flowCapacity });
    assert.deepEqual([other.lead, other.exact], [truth, true]);
  });
});

describe("the seed", () => {
  const flowCapacity = 4096;
  const captures = [...pcapCaptures(11, 60), pcapngCapture(3, 60), oddCapture()].map(({ bytes }) => bytes);
  const scanned = captureOf([
    ...Array.from({ length: 1500 }, (_, index) =>
      tcp([`198.51.${index >> 8}.${index & 255}`, 4000, vm, index], 1, syn),
    ),
    ...upload(40_000),
  ]);

  it("changes nothing in the summary of a capture that fits in memory", (t) => {
    let compared = 0;
    for (const bytes of [...captures, scanned]) {
      const wanted = summaryOf(bytes, { flowCapacity });
      assert.equal(wanted.exact, true);
      for (const seed of bytes === scanned ? seeds : everyNth(10, seeds)) {
        assert.deepEqual(summaryOf(bytes, { seed, flowCapacity }), wanted);
        compared += 1;
      }
    }
    t.diagnostic(`${compared} summaries compared`);
  });
});
