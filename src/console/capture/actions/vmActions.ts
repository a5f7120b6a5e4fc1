import { Fragment, h, type JSX } from "preact";
import { route } from "../../state/route.ts";
import { DownloadButton } from "./downloadButton.ts";
import type { Api } from "../../api/api.ts";
import type { VmPart } from "../vmParts.ts";

interface VmActionsProps {
  readonly api: Api;
  readonly id: string;
  readonly part: VmPart;
  /** Whether the buttons have to say which VM they are for. */
  readonly isOneOfSeveral: boolean;
}

/** What can be done about one VM: get its file, or capture it again. */
export function VmActions({ api, id, part, isOneOfSeveral }: VmActionsProps): JSX.Element | null {
  const { vm, name } = part;
  if (vm.outcome === undefined) return null;
  const again = () => {
    location.hash = route.start(vm.vmId);
  };
  return h(
    Fragment,
    null,
    vm.fileUrl != null && h(DownloadButton, { api, id, vmId: vm.vmId, name: isOneOfSeveral ? name : null }),
    h(
      "button",
      {
        type: "button",
        class: "button",
        "aria-label": isOneOfSeveral ? `Capture again: ${name}` : undefined,
        onClick: again,
      },
      "Capture again",
    ),
  );
}
