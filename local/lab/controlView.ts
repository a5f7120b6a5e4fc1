/** What the Lab shows: the control API's answers, as far as the page reads them. Types alone. */
export interface ControlView {
  readonly vms: readonly LabVm[];
  readonly faults: readonly LabFault[];
  readonly backend: { readonly available: boolean };
  /** The oldest first, as the following are. */
  readonly emails: readonly LabEmail[];
  readonly notifications: readonly LabNotification[];
  readonly requests: readonly LabRequest[];
}

/** A VM, with members that the page hands back as they are. */
export interface LabVm {
  /** ARM id. */
  readonly id: string;
  readonly location: string;
  readonly osType: string;
  readonly powerState: string;
  readonly agent: boolean;
  readonly traffic: string;
}

export interface LabFault {
  readonly method?: string;
  /** A regular expression over path and query. */
  readonly path: string;
  readonly status?: number | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly delayMs?: number;
  /** How many more calls it applies to; absent: all. */
  readonly times?: number;
}

export interface LabEmail {
  readonly number: number;
  readonly subject: string;
  readonly to: readonly string[];
  readonly receivedAt: string;
  readonly posts: number;
}

export interface LabNotification {
  readonly number: number;
  readonly kind: string;
  readonly receivedAt: string;
  readonly signatureValid: boolean | null;
  readonly problems: readonly string[];
}

export interface LabRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly at: string;
}

/** The answer to an alert. */
export interface Delivery {
  /** One for each delivery. */
  readonly attempts: readonly {
    readonly at: string;
    readonly status: number | null;
    readonly error: string | null;
    readonly body: unknown;
  }[];
  /** The alert as Azure Monitor sends it. */
  readonly payload: unknown;
}
