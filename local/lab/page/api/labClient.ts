import type { Choices } from "../../choices.ts";
import type { ControlView, Delivery, LabFault, LabVm } from "../../controlView.ts";

/** What the page asks for in `POST /lab/api/alerts`. */
export interface AlertRequest {
  readonly vm: string;
  readonly schema?: string;
  readonly condition?: "Fired" | "Resolved";
  readonly sample?: string;
}

/** How many of each list are shown. */
const last = 50;

const lists = {
  vms: "vms",
  faults: "faults",
  backend: "backend",
  emails: `emails?last=${last}&summary=true`,
  notifications: `notifications?last=${last}&summary=true`,
  requests: `requests?last=${last}`,
} satisfies Record<keyof ControlView, string>;

let known: { readonly text: string; readonly view: ControlView } | null = null;

/** The Lab's server. Every call throws an Error with a sentence for the reader. */
export const labClient = {
  choices: async (): Promise<Choices> => (await (await call("GET", "choices")).json()) as Choices,

  /** Everything that the page shows; the very same object again while nothing has changed. */
  async view(): Promise<ControlView> {
    const parts = Object.entries(lists).map(
      async ([name, path]) => `"${name}":${await (await call("GET", path)).text()}`,
    );
    const text = `{${(await Promise.all(parts)).join(",")}}`;
    if (known?.text !== text) known = { text, view: JSON.parse(text) as ControlView };
    return known.view;
  },

  fire: async (alert: AlertRequest): Promise<Delivery> =>
    (await (await call("POST", "alerts", alert)).json()) as Delivery,

  async replaceVms(vms: readonly LabVm[]): Promise<void> {
    await call("PUT", "vms", vms);
  },

  async replaceFaults(faults: readonly LabFault[]): Promise<void> {
    await call("PUT", "faults", faults);
  },

  async setBackend(available: boolean): Promise<void> {
    await call("PUT", "backend", { available });
  },

  mailText: async (number: number): Promise<string> => (await call("GET", `emails/${number}.txt`)).text(),

  notification: async (number: number): Promise<unknown> =>
    (await call("GET", `notifications/${number}`)).json(),
};

async function call(method: string, path: string, body?: unknown): Promise<Response> {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await fetch(`/lab/api/${path}`, { method, ...sent }).catch(() => {
    throw new Error("The local environment does not answer. Is npm start still running?");
  });
  if (!response.ok) throw new Error(await reason(response));
  return response;
}

async function reason(response: Response): Promise<string> {
  const answer: unknown = await response.json().catch(() => null);
  const said = typeof answer === "object" && answer !== null && "error" in answer ? answer.error : null;
  return typeof said === "string" ? said : `The Lab answered ${response.status}.`;
}
