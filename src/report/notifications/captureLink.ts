import { captureLinks } from "../sections/captureLinks.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { ReportFacts } from "../reportFacts.ts";
import type { Link } from "../section.ts";

/** Where a browser that signs in shows the capture: the file's container, or Network Watcher's captures. */
export function captureLink(outcome: CaptureOutcome, places: ReportFacts["places"]): Link | null {
  const links = captureLinks(outcome, places).flatMap((block) => (block.kind === "links" ? block.links : []));
  const wanted = outcome.outcome === "captured" ? /container/i : /packet captures/i;
  const link = links.find(({ label }) => wanted.test(label)) ?? links.at(-1);
  return link === undefined ? null : { label: "Open the capture", href: link.href };
}
