import { armId } from "../../arm/armId.ts";
import { endedStatuses } from "../../durable/instances/instanceStatus.ts";
import { problem } from "../http/problem.ts";
import { queryParameters } from "../http/queryParameters.ts";
import type { CaptureView, VmView } from "../../api/captureView.ts";
import type { HttpResponseInit } from "@azure/functions";

/** The file of one VM. */
export interface ChosenFile {
  readonly vmId: string;
  readonly vmName: string;
  readonly captureName: string | null;
  readonly fileUrl: string;
}

type Choice =
  | { readonly ok: true; readonly file: ChosenFile }
  | { readonly ok: false; readonly answer: HttpResponseInit };

/**
 * The file that a request means: the capture's only one, or that of the VM with this id or name. Otherwise
 * the answer says why there is none.
 */
export function chooseFile(view: CaptureView, wanted: string | null): Choice {
  const vms = wanted === null ? view.vms : view.vms.filter(isCalled(wanted));
  if (wanted !== null && vms.length === 0)
    return refused(problem(404, `The capture has no VM with this id or name. It has: ${namesOf(view.vms)}.`));
  const files = vms.flatMap(fileOf);
  const [file, ...others] = files;
  if (file === undefined) return refused(withoutFile(view, vms));
  if (others.length === 0) return { ok: true, file };
  const detail = `The capture has files of several VMs: ${namesOf(files)}. The parameter vm chooses one by its id, or by its name where that is unique.`;
  return refused(queryParameters.wrong("vm", detail));
}

const refused = (answer: HttpResponseInit): Choice => ({ ok: false, answer });

type Named = Pick<VmView, "vmId" | "vmName">;

/** A VM is known by its id alone until it was found. */
const nameOf = ({ vmName, vmId }: Named): string => vmName ?? armId.name(vmId);

const namesOf = (vms: readonly Named[]): string => vms.map(nameOf).join(", ") || "none yet";

const isCalled =
  (wanted: string) =>
  (vm: VmView): boolean =>
    [vm.vmId, nameOf(vm)].some((one) => armId.same(one, wanted));

const fileOf = (vm: VmView): ChosenFile | [] =>
  typeof vm.fileUrl === "string"
    ? { vmId: vm.vmId, vmName: nameOf(vm), captureName: vm.captureName ?? null, fileUrl: vm.fileUrl }
    : [];

function withoutFile({ status }: CaptureView, vms: readonly VmView[]): HttpResponseInit {
  const hasEnded = endedStatuses.some((ended) => ended.toLowerCase() === status);
  if (!hasEnded && vms.some(({ outcome }) => outcome === undefined))
    return problem(409, "The capture is still running. Its file is there when it has ended.");
  const onVm = vms.find(({ guestPath = null }) => guestPath !== null);
  if (onVm !== undefined)
    return problem(
      409,
      `The capture file is only on the VM ${nameOf(onVm)}: copy ${onVm.guestPath ?? ""} there.`,
    );
  const codes = vms.flatMap(({ code = null }) => code ?? []);
  const why = codes.length === 0 ? "" : ` (${codes.join(", ")})`;
  return problem(404, `The capture left no file in storage${why}.`);
}
