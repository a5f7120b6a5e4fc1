import { failurePage, packetCapturesPage, portalBlob } from "./captureLinks.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { ReportPlaces } from "../reportPlaces.ts";
import type { Link } from "../section.ts";

/**
 * The one button of the email: a page that signs the reader in and shows the capture, or where a failure is
 * mended. A page of the app itself would take its place here. Null where no page is known.
 */
export function captureButton(outcome: CaptureOutcome, places: ReportPlaces | undefined): Link | null {
  const label = "Open the capture";
  if (outcome.outcome !== "captured" && outcome.fileUrl === null) return failurePage(outcome, places);
  const blob = portalBlob(outcome.fileUrl, places);
  if (blob !== null) return { label, href: blob };
  const list = packetCapturesPage(places);
  return list === null ? null : { label, href: list };
}
