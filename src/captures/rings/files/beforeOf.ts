import { boundedText } from "../../../redaction/boundedText.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";
import type { CaptureTimes } from "../../outcome/captureTimes.ts";
import type { BeforeCapture } from "../beforeCapture.ts";
import type { RingFiles } from "../ringFile.ts";

/** Bytes of JSON, together with the capture's times. */
const mostBytes = 2048;
const longestProblem = 500;

/**
 * What an outcome tells of the packets from before its capture. `summary`: null where nothing was analyzed.
 */
export function beforeOf(
  { files, problem }: RingFiles,
  summary: CaptureSummary | null,
  times: CaptureTimes,
): BeforeCapture {
  const read = summary?.before ?? null;
  const sentences = [problem, unreadSentence(files.length, summary)].filter((text) => text !== null);
  const told = {
    ...{ from: read?.firstPacketAt ?? null, to: read?.lastPacketAt ?? null },
    ...{ packets: read?.packets ?? 0, gapSeconds: read?.gapSeconds ?? null },
    ...{ files: [], moreFiles: files.length },
    problem: sentences.length === 0 ? null : boundedText(sentences.join(" "), longestProblem),
  };
  const urls = files.map(({ fileUrl }) => fileUrl).reverse();
  return fitted(told, urls, (before) => sizeOf({ before, times }) <= mostBytes);
}

/** Why there is nothing of files that are there. */
function unreadSentence(files: number, summary: CaptureSummary | null): string | null {
  if (files === 0) return null;
  const wereNot = files === 1 ? "It was not" : "They were not";
  if (summary === null) return `${wereNot} read, because no capture was analyzed.`;
  if (summary.before === null) return `${wereNot} read.`;
  const { unreadFiles, packets, filteredPackets = 0 } = summary.before;
  if (unreadFiles > 0)
    return `${Math.min(unreadFiles, files)} of ${files} files were not read, or not to their end: an analysis has limits of time and size, or they were changed or damaged.`;
  if (packets > 0) return null;
  return filteredPackets > 0
    ? "No packet from before the capture matches its filters."
    : "They have no packet from before the capture.";
}

/** As many files as fit, the first ones first. A long problem is cut before one of them is left out. */
function fitted(
  told: BeforeCapture,
  urls: readonly string[],
  fits: (before: BeforeCapture) => boolean,
): BeforeCapture {
  let before = told;
  for (let length = longestProblem; !fits(before) && length > 0; length = Math.floor(length / 2))
    before = { ...told, problem: told.problem === null ? null : boundedText(told.problem, length) };
  for (const url of urls) {
    const longer = { ...before, files: [...before.files, url], moreFiles: before.moreFiles - 1 };
    if (!fits(longer)) break;
    before = longer;
  }
  return before;
}

const encoder = new TextEncoder();
const sizeOf = (value: object): number => encoder.encode(JSON.stringify(value)).length;
