import { armId } from "../../../arm/armId.ts";
import { isScaleSet } from "../../../captures/scaleSet/isScaleSet.ts";
import { commands, linkList, type Block, type Link } from "../../section.ts";
import { fileAddress } from "../fileAddress.ts";
import type { CaptureOutcome } from "../../../captures/outcome/captureOutcome.ts";
import type { FailureCode } from "../../../captures/outcome/failureCode.ts";
import type { ReportFacts } from "../../reportFacts.ts";

const containerName = /^[$a-z0-9-]{3,63}$/;

type Places = ReportFacts["places"];

/** Portal pages for one VM's capture. All of them sign the reader in. */
export function captureLinks({ vmId, fileUrl, code }: CaptureOutcome, places: Places): readonly Block[] {
  const isStorages = code !== null && mendedAt[code] === "storage";
  return linkList(
    "In the Azure portal",
    [isScaleSet(vmId) ? "The scale set" : "The VM", portalResource(vmId, places)],
    ["The storage account", isStorages ? portalResource(places?.storageAccountId ?? "", places) : null],
    ["The file", portalBlob(fileUrl, places)],
    ["The file's container", portalContainer(fileUrl, places)],
    ["Network Watcher's packet captures", packetCapturesPage(places)],
  );
}

/** The one page of the portal that matters most: the capture, or where its failure is mended. */
export function portalLink(outcome: CaptureOutcome, places: Places): Link | null {
  if (outcome.outcome !== "captured" && outcome.fileUrl === null) return failurePage(outcome, places);
  const href = portalBlob(outcome.fileUrl, places) ?? packetCapturesPage(places);
  return href === null ? null : { label: "Open the capture", href };
}

/** The alert's page; commands for the status and the record, no links, because their routes take a key. */
export function originLinks({ alert, instanceId, places }: ReportFacts): readonly Block[] {
  const origin = places?.appOrigin ?? null;
  return [
    ...linkList("See also", ["The alert in the Azure portal", portalAlert(alert?.alertId ?? null, places)]),
    ...commands(
      "The status of this alert and its evidence record, with a function key:",
      origin === null
        ? []
        : ["", "/evidence"].map(
            (part) =>
              `curl -H "x-functions-key: $KEY" "${origin}/api/captures/${encodeURIComponent(instanceId.toWellFormed())}${part}"`,
          ),
    ),
  ];
}

/** Failures that are mended on the page of the VM, or of the storage account. */
const mendedAt: Partial<Readonly<Record<FailureCode, "vm" | "storage">>> = {
  "vm-not-running": "vm",
  "agent-missing": "vm",
  deadline: "vm",
  "storage-refused": "storage",
  "storage-failed": "storage",
};

/** The page on which a failure is looked into. */
function failurePage({ code, vmId }: CaptureOutcome, places: Places): Link | null {
  const place = code === null ? undefined : mendedAt[code];
  const page =
    place === "vm"
      ? (["Open the VM", portalResource(vmId, places)] as const)
      : place === "storage"
        ? (["Open the storage account", portalResource(places?.storageAccountId ?? "", places)] as const)
        : null;
  const [label, href] = page?.[1] == null ? ["Open packet captures", packetCapturesPage(places)] : page;
  return href === null ? null : { label, href };
}

/** https://learn.microsoft.com/azure/azure-monitor/autoscale/autoscale-webhook-email: `portalLink` */
function portalResource(id: string, places: Places): string | null {
  return places === undefined || !armId.isPlain(id) ? null : `${places.portal}/#resource${encodeURI(id)}`;
}

const portalPage = (page: string, places: Places): string | null =>
  places === undefined ? null : `${places.portal}/#view/${page}`;

const packetCapturesPage = (places: Places): string | null =>
  portalPage("Microsoft_Azure_Network/NetworkWatcherMenuBlade/~/packetCapture", places);

/** The same page as the investigation link in Azure Monitor's own payloads. */
const portalAlert = (id: string | null, places: Places): string | null =>
  id === null || !armId.isPlain(id)
    ? null
    : portalPage(
        `Microsoft_Azure_Monitoring_Alerts/AlertDetails.ReactView/alertId/${encodeURIComponent(id)}`,
        places,
      );

/** The blob's own page, with its download, in the form that the portal itself puts in the address bar. */
export function portalBlob(fileUrl: string | null, places: Places): string | null {
  const found = storedFile(fileUrl, places);
  return found === null
    ? null
    : portalPage(
        `Microsoft_Azure_Storage/BlobPropertiesBladeV2/storageAccountId/${found.account}/path/${encodeURIComponent(found.path)}/isDeleted~/false/tabToload~/0`,
        places,
      );
}

export function portalContainer(fileUrl: string | null, places: Places): string | null {
  const found = storedFile(fileUrl, places);
  return found === null
    ? null
    : portalPage(
        `Microsoft_Azure_Storage/ContainerMenuBlade/~/overview/storageAccountId/${found.account}/path/${found.container}`,
        places,
      );
}

/** The storage account as a part of a portal address, and the blob's path in it. */
function storedFile(
  fileUrl: string | null,
  places: Places,
): { readonly account: string; readonly container: string; readonly path: string } | null {
  const address = fileAddress(fileUrl);
  if (address === null || places === undefined || !armId.isPlain(places.storageAccountId)) return null;
  const path = decoded(new URL(address).pathname.slice(1));
  const [container = ""] = path?.split("/") ?? [];
  if (path === null || !containerName.test(container)) return null;
  return { account: encodeURIComponent(places.storageAccountId), container, path };
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
