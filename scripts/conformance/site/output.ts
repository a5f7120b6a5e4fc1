/** One VM in the output of an orchestration, as far as scenarios look at it. */
export interface CaptureResult {
  readonly vmId: string;
  readonly vmName: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly hint: string | null;
  readonly captureName: string | null;
  readonly stopReason: string | null;
  readonly fileUrl: string | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  /** Of a scale set. */
  readonly instances:
    readonly { readonly id: string; readonly outcome: string; readonly fileUrl: string | null }[] | null;
  /** Azure's verdicts; null where it was not asked. */
  readonly network: {
    readonly verdicts: readonly { readonly access: string | null; readonly rule: string | null }[];
    readonly remark: string | null;
  } | null;
  /** Of an armed VM. */
  readonly before: {
    readonly packets: number;
    readonly files: readonly string[];
    readonly problem: string | null;
  } | null;
}

/** The output of the orchestration of an alert or a request. */
export interface Output {
  readonly alert: { readonly rule: string | null } | null;
  readonly requestedBy: string | null;
  readonly captures: readonly CaptureResult[];
  readonly report: { readonly sentTo: readonly string[]; readonly messageId: string | null };
}
