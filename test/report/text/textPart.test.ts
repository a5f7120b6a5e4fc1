import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderReport } from "../../../src/report/renderReport.ts";
import { specimenFacts } from "../../../src/report/specimen/specimenFacts.ts";
import { analyzedEndings, plainEndings } from "../../support/report/endings.ts";

const texts = Object.entries({
  ...plainEndings,
  ...analyzedEndings,
  specimen: specimenFacts("2026-11-23T02:00:00.000Z"),
}).map(([name, given]) => [name, renderReport(given).text] as const);

const linesOf = (text: string): readonly string[] => text.split("\n");

/** A command or a display filter: four columns from the edge, and whole. */
/** Display filters are copied too. */
const isCommand = (line: string): boolean => /^ {4}(?:(?:az|curl) |\(?ip\.(?:src|addr) == )/.test(line);

describe("the text part", () => {
  it("has at most 78 columns but for commands, and for words that cannot be broken", () => {
    for (const [name, text] of texts)
      for (const line of linesOf(text))
        assert.ok(line.length <= 78 || isCommand(line) || !line.trim().includes(" "), `${name}: ${line}`);
  });

  it("has commands, URLs and ids alone on their lines, with nothing glued to them", () => {
    for (const [name, text] of texts)
      for (const line of linesOf(text)) {
        const isOwn = !/https:\/\/|\/subscriptions\/|\baz (?:vm|network|storage) /.test(line);
        assert.ok(
          isOwn || isCommand(line) || /^ +(?:https:\/\/|\/subscriptions\/)\S*[\w~]$/.test(line),
          `${name}: ${line}`,
        );
        if (isCommand(line)) assert.doesNotMatch(line, /[.,;:)]$/, name);
      }
  });

  it("has amounts and counts as English writes them", () => {
    for (const [name, text] of texts) {
      const prose = text.replace(
        /^ {4}\S.*$|https:\S+|\/subscriptions\S+|\b(?:frames? )[\d, ]+|> \d+|measured\s+\d+|\b(?:TCP|UDP|port)\s+\d+/gm,
        " ",
      );
      const [bare] = /(?<![\w.:,-])\d{4,}(?![\w.:-]|-\d)/.exec(prose) ?? [];
      assert.equal(bare, undefined, `${name}: a number without separators`);
      assert.doesNotMatch(prose, /\d %/, name);
      assert.doesNotMatch(prose, /\b1,?0\d\d(?:\.\d)? [KMG]iB/, name);
    }
  });
});
