import { h, type JSX } from "preact";
import type { VmPart } from "./vmParts.ts";

interface VmNavigationProps {
  readonly parts: readonly VmPart[];
}

/** The element of a VM; the address of the page is taken by its screens, so a link cannot name it. */
export const vmElementId = (index: number): string => `vm-${index + 1}`;

/** Leads to each of several VMs. */
export const VmNavigation = ({ parts }: VmNavigationProps): JSX.Element =>
  h(
    "nav",
    { class: "vm-navigation", "aria-label": "VMs" },
    h(
      "ul",
      null,
      parts.map(({ name, vm }, index) =>
        h(
          "li",
          { key: vm.vmId },
          h(
            "button",
            {
              type: "button",
              class: "button",
              onClick: () => {
                show(vmElementId(index));
              },
            },
            name,
          ),
        ),
      ),
    ),
  );

function show(id: string): void {
  const element = document.getElementById(id);
  element?.scrollIntoView();
  element?.focus({ preventScroll: true });
}
