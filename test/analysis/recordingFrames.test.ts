import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fitsInTime } from "../../src/analysis/fitsInTime.ts";
import { markBytes, pieceHead, RecordingFrames } from "../../src/analysis/recordingFrames.ts";

/** What a sink is told, in order. */
function received(stream: Buffer, chunkBytes: number): string {
  const told: string[] = [];
  const frames = new RecordingFrames({
    push: (chunk) => told.push(Buffer.from(chunk).toString("latin1")),
    endFile: (isRead) => told.push(isRead ? "|" : "!"),
    beginCapture: () => told.push("#"),
  });
  for (let at = 0; at < stream.length; at += chunkBytes) frames.push(stream.subarray(at, at + chunkBytes));
  return told.join("");
}

const piece = (text: string) => [pieceHead(text.length), Buffer.from(text)];

describe("the frames of a recording", () => {
  const stream = Buffer.concat([
    markBytes("fileMissed"),
    ...[...piece("one"), ...piece("more"), markBytes("fileEnds")],
    ...[...piece("two"), markBytes("fileMissed")],
    markBytes("captureBegins"),
    Buffer.from([0xff, 0xff, 0xff, 0xff, 3, 0, 0, 0, 65]),
  ]);

  it("say which bytes are whose, in chunks of any size", () => {
    for (let chunkBytes = 1; chunkBytes <= stream.length; chunkBytes += 1)
      assert.equal(received(stream, chunkBytes), "!onemore|two!#\xff\xff\xff\xff\x03\0\0\0A");
  });
});

describe("fitsInTime", () => {
  it("holds what is left against the speed so far, with a reserve", () => {
    const at = (secondsDone: number, bytesDone: number, bytesLeft: number) =>
      fitsInTime({ secondsDone, bytesDone, bytesLeft }, 300);
    assert.equal(at(10, 100, 2000), true);
    assert.equal(at(10, 100, 2400), false);
    assert.equal(at(290, 1000, 20), true);
    assert.equal(at(290, 1000, 40), false);
    assert.equal(at(0.001, 1, 1e9), false);
  });

  it("begins while half of the time is left, when nothing has been read", () => {
    assert.equal(fitsInTime({ secondsDone: 0, bytesDone: 0, bytesLeft: 1e12 }, 300), true);
    assert.equal(fitsInTime({ secondsDone: 151, bytesDone: 0, bytesLeft: 1 }, 300), false);
  });
});
