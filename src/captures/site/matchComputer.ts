import { refuse, type Refusal } from "../outcome/refusal.ts";

/** A VM as a list of VMs shows it. */
export interface ListedVm {
  readonly id: string;
  readonly name: string;
  /** The name that its operating system was given; null where Azure does not say. */
  readonly computerName: string | null;
  /** Absent without any. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Bounds of a hint. */
const most = { matches: 4, scopes: 3 };

const advice = "Split the alert rule by the resource id column (_ResourceId), so that it names the VM.";

/** The forms in which a computer's name is looked up: whole, then without its domain. */
function formsOf(hostName: string): readonly string[] {
  const whole = hostName.toLowerCase().replace(/\.$/, "");
  const [label = whole] = whole.split(".");
  return label === whole ? [whole] : [whole, label];
}

/**
 * Finds the one VM that an alert means by a computer's name: its resource or its operating system has exactly
 * that name, in any casing. Windows cuts its own name to 15 characters (NetBIOS), so a cut name counts only
 * where the VM really has it.
 */
export function matchComputer(
  hostName: string,
  vms: readonly ListedVm[],
  scopes: readonly string[],
): ListedVm | Refusal {
  const forms = formsOf(hostName);
  for (const form of forms) {
    const matches = vms.filter(({ name, computerName }) =>
      [name, computerName].some((own) => own?.toLowerCase() === form),
    );
    const [only] = matches;
    if (only !== undefined && matches.length === 1) return only;
    if (matches.length > 0) return refuse("host-name-only", several(form, matches));
  }
  return refuse("host-name-only", none(forms, scopes));
}

const several = (form: string, matches: readonly ListedVm[]): string =>
  `${matches.length} VMs in ALLOWED_SCOPES are named "${form}": ${shortened(
    matches.map(({ id }) => id),
    most.matches,
  )}. ${advice}`;

const none = (forms: readonly string[], scopes: readonly string[]): string =>
  `No VM in ALLOWED_SCOPES (${shortened(scopes, most.scopes)}) is named ${forms
    .map((form) => `"${form}"`)
    .join(" or ")}, as a resource or as a computer. ${advice}`;

const shortened = (texts: readonly string[], count: number): string =>
  texts.length <= count
    ? texts.join(", ")
    : `${texts.slice(0, count).join(", ")} and ${texts.length - count} more`;
