import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { shortTime } from "../../src/pcap/findings/tcp/shortTime.ts";
import { bitRate } from "../../src/wording/bitRate.ts";
import { numberText, scaledText } from "../../src/wording/numberText.ts";
import { exactBytes, roughBytes } from "../../src/wording/roughBytes.ts";
import { shareText } from "../../src/wording/shareText.ts";
import { shortDuration } from "../../src/wording/shortDuration.ts";

const [kib, mib, gib] = [1024, 1024 ** 2, 1024 ** 3];

const rows = <T>(name: string, write: (value: T) => string, table: readonly (readonly [T, string])[]) => {
  describe(name, () => {
    for (const [value, expected] of table)
      it(`writes ${String(value)} as ${expected}`, () => {
        assert.equal(write(value), expected);
      });
  });
};

rows("an amount of bytes", roughBytes, [
  [0, "0 bytes"],
  [1, "1 byte"],
  [1023, "1,023 bytes"],
  [kib, "1.0 KiB"],
  [7 * mib, "7.0 MiB"],
  [9.96 * kib, "10 KiB"],
  [36.25 * kib, "36.3 KiB"],
  [999.94 * kib, "999.9 KiB"],
  [999.95 * kib, "1.0 MiB"],
  [1_029_017, "1.0 MiB"],
  [100 * mib, "100 MiB"],
  [999.96 * mib, "1.0 GiB"],
  [1023.96 * mib, "1.0 GiB"],
  [4_294_967_295, "4.0 GiB"],
  [1500 * gib, "1.5 TiB"],
  [2_345_678 * gib, "2,290.7 TiB"],
]);

rows("an exact amount of bytes", exactBytes, [
  [123_456, "120.6 KiB (123,456 bytes)"],
  [104_857_600, "100 MiB (104,857,600 bytes)"],
  [12, "12 bytes"],
]);

rows("a bit rate", bitRate, [
  [0, "0 bit/s"],
  [999.4, "999 bit/s"],
  [999.6, "1.0 kbit/s"],
  [999_960, "1.0 Mbit/s"],
  [1_234_567, "1.2 Mbit/s"],
  [25_000_000_000, "25 Gbit/s"],
  [2_500_000_000_000, "2,500 Gbit/s"],
]);

rows("a share", shareText, [
  [0.04, "4%"],
  [0.0399, "4%"],
  [0.001, "<1%"],
  [0.995, ">99%"],
  [1, "100%"],
]);

rows("a short duration", shortDuration, [
  [-3, "0 s"],
  [0, "0 s"],
  [0.04, "0 s"],
  [0.42, "0.4 s"],
  [7, "7 s"],
  [7.04, "7 s"],
  [9.96, "10 s"],
  [12.4, "12 s"],
  [59.4, "59 s"],
  [59.6, "1 min"],
  [252, "4 min 12 s"],
  [3599.7, "1 h"],
  [3720, "1 h 2 min"],
  [86_399, "1 d"],
  [97_300, "1 d 3 h"],
]);

rows("a short time", shortTime, [
  [400_000, "0.4 ms"],
  [9_949_000, "9.9 ms"],
  [9_960_000, "10 ms"],
  [999_400_000, "999 ms"],
  [999_700_000, "1.0 s"],
  [99_940_000_000, "99.9 s"],
  [99_960_000_000, "100 s"],
  [600e9, "10 min"],
  [90_000e9, "1,500 min"],
]);

rows("a number", numberText, [
  [812_345_678, "812,345,678"],
  [5_033_164.8, "5,033,164.8"],
  [97.341, "97.34"],
  [0.001234, "0.00123"],
  [-4096, "-4,096"],
  [1e21, "1.000e+21"],
]);

rows("a scaled amount", scaledText, [
  [9.94, "9.9"],
  [9.95, "10"],
  [999.9, "999.9"],
]);
