import { many } from "../../../wording/many.ts";
import { momentText } from "../../../wording/momentText.ts";
import { roughBytes } from "../../../wording/roughBytes.ts";
import { factList, linkList, paragraph, type Block, type Link, type Section } from "../../section.ts";
import { plainHint } from "../failure/plainHint.ts";
import { fileAddress } from "../fileAddress.ts";
import { portalBlob, portalContainer } from "../links/captureLinks.ts";
import { beforeLabel, distanceText, gapText, unanalyzedText, type Cause } from "./beforeText.ts";
import type { CaptureOutcome } from "../../../captures/outcome/captureOutcome.ts";
import type { BeforeCapture } from "../../../captures/rings/beforeCapture.ts";
import type { ReportFacts } from "../../reportFacts.ts";

const longestName = 100;

interface Shown {
  /** Whether there is no other VM. */
  readonly isAlone: boolean;
  /** Whether each file is a link. In an email such a link takes several lines of the text part. */
  readonly linked: boolean;
}

/** The packets from before the capture, of the ring of an armed VM; empty where the VM is not armed. */
export function beforeSection(
  outcome: CaptureOutcome,
  { alert, places, timeZone }: ReportFacts,
  { isAlone, linked }: Shown,
): readonly Section[] {
  const { before, vmId: vm, vmName } = outcome;
  if (before === null) return [];
  const cause = alert === null ? "request" : "alert";
  const isMissing = before.packets === 0;
  return [
    {
      heading: isAlone ? beforeLabel : `${beforeLabel} on ${vmName}`,
      tone: isMissing ? "warning" : "neutral",
      ...{ part: "before", vm },
      blocks: [
        ...(isMissing
          ? [paragraph(unanalyzedText(outcome) ?? "There are no packets from before the capture.")]
          : []),
        factsOf(outcome, before, cause, timeZone),
        ...filesOf(before, linked ? places : undefined),
        ...(linked || outcome.fileUrl !== null ? [] : containerLink(before, places)),
      ],
    },
  ];
}

function factsOf(outcome: CaptureOutcome, before: BeforeCapture, cause: Cause, timeZone: string): Block {
  const { from, to, packets, gapSeconds, problem } = before;
  const read = outcome.summary?.before ?? null;
  const amount = `${packets.toLocaleString("en-US")}${read === null ? "" : `, ${roughBytes(read.bytes)}`}`;
  const ends = (label: string, at: string | null) =>
    at === null
      ? ([label, null] as const)
      : ([label, momentText(at, timeZone), distanceText(outcome, cause, at) ?? undefined] as const);
  const twice = read?.overlapPackets ?? 0;
  return factList(
    ["Packets", packets === 0 ? null : amount],
    ends("First", from),
    ends("Last", to),
    [
      "Gap before the capture",
      gapSeconds === null || packets === 0 ? null : gapText(gapSeconds),
      twice === 0 ? undefined : `${many(twice, "packet")} in both count once`,
    ],
    [packets === 0 ? "Reason" : "Not read", problem === null ? null : plainHint(problem).prose],
  );
}

/** An email has the container's link among the capture file's, where there is one. */
const containerLink = ({ files }: BeforeCapture, places: ReportFacts["places"]): readonly Block[] =>
  linkList("In the Azure portal", [
    "The container of these files",
    portalContainer(files[0] ?? null, places),
  ]);

/** The ring's files by folder, the newest first; each is a link where the portal is known. */
function filesOf({ files, moreFiles }: BeforeCapture, places: ReportFacts["places"]): readonly Block[] {
  const folders = new Map<string, Link[]>();
  for (const url of files) {
    const address = fileAddress(url);
    if (address === null) continue;
    const end = address.lastIndexOf("/");
    const [folder, label] = [address.slice(0, end), address.slice(end + 1).slice(0, longestName)];
    const known = folders.get(folder) ?? [];
    folders.set(folder, [...known, { label, href: portalBlob(url, places) ?? "" }]);
  }
  const listed = [...folders.values()].flat();
  const all = listed.length + moreFiles;
  if (all === 0) return [];
  const items = [...folders].map(([text, links]) => ({
    text,
    note: links.map(({ label }) => label).join(", "),
    ...(links.every(({ href }) => href !== "") && { links }),
  }));
  const title = `Ring files, newest first (${all.toLocaleString("en-US")})`;
  const more = moreFiles === 0 ? null : `and ${moreFiles.toLocaleString("en-US")} more`;
  return [{ kind: "list", title, items, more }];
}
