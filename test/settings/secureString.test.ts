import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { decrypt, isSecureString, readKeyFile, readSecureString } from "../../src/settings/secureString.ts";
import { cases, keyFile } from "../fixtures/securestring/cases.ts";

const open = (encrypted: string, key: Buffer | null): string | null => {
  const secure = readSecureString(encrypted);
  assert.ok(secure !== null && key !== null);
  return decrypt(secure, key);
};
const [{ encrypted, password }] = cases;

describe("a password that PowerShell encrypted", () => {
  for (const { keyFile: name, password, encrypted } of cases)
    it(`${JSON.stringify(password.slice(0, 40))} is decrypted with ${name}`, () => {
      assert.ok(isSecureString(encrypted));
      assert.equal(open(encrypted, readKeyFile(readFileSync(keyFile(name)))), password);
    });

  it("is not decrypted with any other key", () => {
    for (const { keyFile: name, encrypted } of cases)
      for (const other of new Set(cases.map(({ keyFile }) => keyFile)))
        if (other !== name)
          assert.equal(open(encrypted, readKeyFile(readFileSync(keyFile(other)))), null, other);
    for (let count = 0; count < 1_000; count += 1)
      assert.equal(open(encrypted, createHash("sha256").update(String(count)).digest()), null);
  });

  it("may be wrapped by a console, with its header in any casing", () => {
    const key = readKeyFile(readFileSync(keyFile("PassEncryptKey.key")));
    const wrapped = (encrypted.match(/.{1,80}/g) ?? []).join("\r\n  ");
    assert.equal(open(wrapped, key), password);
    assert.equal(
      open(
        encrypted.replace(/^\w{32}/, (header) => header.toUpperCase()),
        key,
      ),
      password,
    );
  });

  it("is recognised as damaged when a part is missing", () => {
    for (const length of [32, 33, 100, encrypted.length - 4, encrypted.length - 30])
      assert.equal(readSecureString(encrypted.slice(0, length)), null, String(length));
    assert.equal(readSecureString(encrypted.replace(/^(\w{32}).{4}/, "$1")), null);
  });
});

describe("a key file", () => {
  const key = readKeyFile(readFileSync(keyFile("PassEncryptKey.key"))) ?? Buffer.alloc(0);
  const lines = [...key].map(String);

  it("is read in every form in which PowerShell writes a byte array", () => {
    assert.equal(key.length, 32);
    const forms: Record<string, Buffer> = {
      "no last line end": Buffer.from(lines.join("\n")),
      "Windows' line ends": Buffer.from(`${lines.join("\r\n")}\r\n`),
      "Windows' line ends, UTF-8 with mark": Buffer.from(`\uFEFF${lines.join("\r\n")}\r\n`),
      "Windows' line ends, UTF-16": Buffer.from(`\uFEFF${lines.join("\r\n")}\r\n`, "utf16le"),
      "one line": Buffer.from(lines.join(" ")),
      "one line with commas": Buffer.from(lines.join(", ")),
      "the bytes": key,
      base64: Buffer.from(key.toString("base64")),
      "base64 and a line end": Buffer.from(`${key.toString("base64")}\r\n`),
    };
    for (const [name, file] of Object.entries(forms)) assert.deepEqual(readKeyFile(file), key, name);
  });

  it("has 16, 24 or 32 bytes, of any value", () => {
    for (const length of [16, 24, 32]) {
      const bytes = randomBytes(length);
      assert.deepEqual(readKeyFile(Buffer.from([...bytes].join("\n"))), bytes);
      assert.deepEqual(readKeyFile(bytes), bytes);
      assert.deepEqual(readKeyFile(Buffer.from(`${bytes.toString("base64")}\n`)), bytes);
      const ascii = Buffer.from("0123456789abcdef0123456789abcdef".slice(0, length));
      assert.deepEqual(readKeyFile(ascii), ascii);
    }
  });

  it("is nothing else", () => {
    const others = ["", "\n", "secret", lines.slice(1).join("\n"), [...lines, "7"].join("\n")];
    const wrong = [...lines.slice(1), "256"].join("\n");
    for (const text of [...others, wrong, [...lines.slice(1), "-1"].join("\n")])
      assert.equal(readKeyFile(Buffer.from(text)), null, text);
    for (const length of [0, 8, 15, 17, 31, 33, 64])
      assert.equal(readKeyFile(Buffer.alloc(length, 200)), null);
  });
});
