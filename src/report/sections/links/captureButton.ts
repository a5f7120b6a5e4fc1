import { portalLink } from "./captureLinks.ts";
import { pageAddress } from "./pageAddress.ts";
import type { ReportFacts } from "../../reportFacts.ts";
import type { Link } from "../../section.ts";

/**
 * The one button of the email: the captures page, whatever the ending and however many VMs. Where the app's
 * address is not known, it is a page of the portal. Null where that is not known either.
 *
 * @param facts with the VM of the gravest lead first
 */
export function captureButton(facts: ReportFacts): Link | null {
  const { captures, places, instanceId, specimen } = facts;
  const page = pageAddress(places?.appOrigin, specimen === true ? null : instanceId);
  if (page !== null)
    return { label: specimen === true ? "Open the captures page" : "Open the capture", href: page };
  const [gravest, ...others] = captures;
  const found = gravest === undefined ? null : portalLink(gravest, places);
  if (gravest === undefined || found === null || others.length === 0) return found;
  // It leads to the capture of the VM that the heading names.
  return { ...found, label: `${found.label} of ${gravest.vmName.slice(0, 40)}` };
}
