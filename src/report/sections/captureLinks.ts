import { armId } from "../../arm/armId.ts";
import { linkList, type Block } from "../section.ts";
import { fileAddress } from "./fileAddress.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { ReportFacts } from "../reportFacts.ts";

const containerName = /^[$a-z0-9-]{3,63}$/;

type Places = ReportFacts["places"];

/** Portal pages for one VM's capture. */
export function captureLinks({ vmId, fileUrl }: CaptureOutcome, places: Places): readonly Block[] {
  return linkList(
    "In the Azure portal",
    ["The VM", portalResource(vmId, places)],
    ["The file's container", portalContainer(fileUrl, places)],
    [
      "Network Watcher's packet captures",
      portalPage("Microsoft_Azure_Network/NetworkWatcherMenuBlade/~/packetCapture", places),
    ],
  );
}

/** Pages for the alert or request that started the captures. */
export function originLinks({ alert, instanceId, places }: ReportFacts): readonly Block[] {
  const status =
    places?.appOrigin == null ? null : `${places.appOrigin}/api/captures/${encodeURIComponent(instanceId)}`;
  return linkList(
    "See also",
    ["The alert in the Azure portal", portalAlert(alert?.alertId ?? null, places)],
    ["The capture's status (needs a function key)", status],
  );
}

/** https://learn.microsoft.com/azure/azure-monitor/autoscale/autoscale-webhook-email: `portalLink` */
function portalResource(id: string, places: Places): string | null {
  return places === undefined || !armId.isPlain(id) ? null : `${places.portal}/#resource${encodeURI(id)}`;
}

const portalPage = (page: string, places: Places): string | null =>
  places === undefined ? null : `${places.portal}/#view/${page}`;

/** The same page as the investigation link in Azure Monitor's own payloads. */
const portalAlert = (id: string | null, places: Places): string | null =>
  id === null || !armId.isPlain(id)
    ? null
    : portalPage(
        `Microsoft_Azure_Monitoring_Alerts/AlertDetails.ReactView/alertId/${encodeURIComponent(id)}`,
        places,
      );

function portalContainer(fileUrl: string | null, places: Places): string | null {
  const address = fileAddress(fileUrl);
  const container = address === null ? "" : (new URL(address).pathname.split("/")[1] ?? "");
  if (places === undefined || !armId.isPlain(places.storageAccountId) || !containerName.test(container))
    return null;
  const account = encodeURIComponent(places.storageAccountId);
  return portalPage(
    `Microsoft_Azure_Storage/ContainerMenuBlade/~/overview/storageAccountId/${account}/path/${container}`,
    places,
  );
}
