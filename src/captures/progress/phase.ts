/** Custom status of a running orchestration: its current phase. */
export type Phase =
  | { readonly phase: "resolving" }
  | { readonly phase: "clearing" }
  | { readonly phase: "starting" }
  | {
      readonly phase: "capturing";
      /** 0 to 100, by elapsed time. */
      readonly percent: number;
      /** ISO 8601. */
      readonly endsAt: string;
    }
  | { readonly phase: "capturing"; readonly running: number; readonly total: number }
  | { readonly phase: "analyzing" }
  | {
      readonly phase: "reporting";
      /** Why the report could not be sent yet; absent until a try has failed. */
      readonly lastError?: string;
      /** The instance whose report is to tell this alert; "digest" while the alert enters one. */
      readonly awaits?: string;
    }
  | { readonly phase: "done" };
