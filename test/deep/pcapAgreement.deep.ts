import { describe, it } from "node:test";
import { grammarCapture } from "../support/packets/generatedCaptures.ts";
import { links } from "../support/packets/linkFrames.ts";
import { assertAgreement } from "../support/tshark/agreement.ts";
import { withoutTshark } from "../support/tshark/tshark.ts";

/** Of the frames, some are so broken that tshark's reading of them depends on their whole past. */
const mayDiffer = 2;
const seed = Number(process.env.AGREEMENT_SEED ?? 1);

describe(
  `the counts of tshark equal those of the analysis, AGREEMENT_SEED=${seed}`,
  { skip: withoutTshark },
  () => {
    for (const link of links) {
      for (const cut of [false, true]) {
        it(`10,000 random frames: ${link}${cut ? ", cut packets" : ""}`, () => {
          assertAgreement(grammarCapture(link, seed, 10_000, cut).bytes, mayDiffer);
        });
      }
    }
  },
);
