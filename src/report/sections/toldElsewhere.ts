import { linkList, paragraph, type Section } from "../section.ts";
import { pageAddress } from "./links/pageAddress.ts";
import type { PageFacts } from "../pageFacts.ts";

const isDigest = (id: string): boolean => id.startsWith("digest-");

/** Where an alert is told that has no email of its own; empty where it has one. */
export function toldElsewhere({ reportedIn, alert, places }: PageFacts): readonly Section[] {
  if (reportedIn === null) return [];
  const what = alert === null ? "request" : "alert";
  const page = isDigest(reportedIn) ? null : pageAddress(places?.appOrigin, reportedIn);
  return [
    {
      heading: isDigest(reportedIn) ? "Told in a digest" : "Told in another report",
      tone: "neutral",
      ...{ part: "joined", vm: null },
      blocks: [
        paragraph(
          isDigest(reportedIn)
            ? `Too many captures had been started within an hour. This ${what} is told in the digest ${reportedIn}.`
            : `This ${what} joined a capture already running, and is told in the report of ${reportedIn}.`,
        ),
        ...linkList("See also", ["The capture that it joined", page]),
      ],
    },
  ];
}
