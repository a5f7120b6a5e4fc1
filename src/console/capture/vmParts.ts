import type { CaptureView, VmView } from "../../api/captureView.ts";
import type { PageModel } from "../../report/pageModel.ts";
import type { Section } from "../../report/section.ts";

/** One VM's data with its sections in words. */
export interface VmPart {
  readonly vm: VmView;
  readonly name: string;
  /** Null for an only VM: the page's head has its verdict. */
  readonly verdict: Section | null;
  /** Of a scale set; null for a VM. */
  readonly instances: Section | null;
  readonly findings: Section | null;
  /** Azure's verdict; null where it was not asked. */
  readonly network: Section | null;
  /** The packets from before the capture; null where the VM is not armed. */
  readonly before: Section | null;
  readonly traffic: Section | null;
  /** The capture's details, and whatever else is told of this VM. */
  readonly others: readonly Section[];
}

/** Whether there is more to show of a VM than its progress. */
export const isTold = ({ verdict, instances, findings, network, before, traffic, others }: VmPart): boolean =>
  [verdict, instances, findings, network, before, traffic].some((section) => section !== null) ||
  others.length > 0;

/** A running capture is known by the id, or the computer's name, that the alert has. */
export const vmNameOf = ({ vmName, vmId }: VmView): string => vmName ?? vmId.slice(vmId.lastIndexOf("/") + 1);

/** The VMs in the page's order, which has the gravest first; those without a section come last. */
export function vmParts({ vms, page }: Pick<CaptureView, "vms" | "page">): readonly VmPart[] {
  const sections = page?.sections ?? [];
  const place = ({ vmId }: VmView): number => {
    const index = sections.findIndex(({ vm }) => vm === vmId);
    return index === -1 ? sections.length : index;
  };
  return vms
    .toSorted((one, other) => place(one) - place(other))
    .map((vm) => {
      const own = sections.filter((section) => section.vm === vm.vmId);
      const part = (name: Section["part"]): Section | null =>
        own.find((section) => section.part === name) ?? null;
      const shown = [
        ...([part("verdict"), part("instances"), part("findings")] as const),
        ...([part("network"), part("before"), part("traffic")] as const),
      ] as const;
      const [verdict, instances, findings, network, before, traffic] = shown;
      return {
        vm,
        name: vmNameOf(vm),
        ...{ verdict, instances, findings, network, before, traffic },
        others: own.filter((section) => !shown.includes(section)),
      };
    });
}

/** The sections that belong to no VM of the capture, such as the alert's. */
export const commonSections = (page: PageModel | undefined, vms: readonly VmView[]): readonly Section[] =>
  (page?.sections ?? []).filter(({ vm }) => !vms.some(({ vmId }) => vmId === vm));
