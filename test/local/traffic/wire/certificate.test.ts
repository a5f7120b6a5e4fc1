import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { describe, it } from "node:test";
import { createRandom } from "../../../../local/traffic/random.ts";
import { certificate } from "../../../../local/traffic/wire/certificate.ts";

describe("a certificate of simulated traffic", () => {
  const facts = {
    subject: "shop.example.com",
    issuer: "Example Issuing CA 3",
    notBefore: Date.UTC(2026, 7, 11, 16, 33, 31),
    notAfter: Date.UTC(2026, 10, 9, 16, 33, 31),
  };

  it("is one that OpenSSL reads, with its names, its times and a key of 2,048 bits, for any seed", () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const read = new X509Certificate(certificate(createRandom(String(seed)), facts));
      assert.equal(read.subject, "CN=shop.example.com");
      assert.equal(read.issuer, "CN=Example Issuing CA 3");
      assert.equal(read.subjectAltName, "DNS:shop.example.com");
      assert.deepEqual(
        [Date.parse(read.validFrom), Date.parse(read.validTo)],
        [facts.notBefore, facts.notAfter],
      );
      assert.equal(read.publicKey.asymmetricKeyDetails?.modulusLength, 2_048);
    }
  });

  it("is the same for the same seed", () => {
    assert.deepEqual(certificate(createRandom("a"), facts), certificate(createRandom("a"), facts));
    assert.notDeepEqual(certificate(createRandom("a"), facts), certificate(createRandom("b"), facts));
  });
});
