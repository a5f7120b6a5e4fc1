import { armId } from "../../arm/armId.ts";
import { isInScopes, type Scopes } from "../../arm/scopes.ts";
import { AzureFault } from "../../azure/azureFault.ts";
import { withinSeconds } from "./withinSeconds.ts";
import type { Azure } from "../../azure/azure.ts";
import type { FoundInterface } from "../../azure/network/networkInterfaces.ts";
import type { VmInterface } from "../../captures/network/vmNetwork.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

/** Of all interfaces together: the capture runs meanwhile. */
const seconds = 20;

const actions = {
  interface: "Microsoft.Network/networkInterfaces/read",
  address: "Microsoft.Network/publicIPAddresses/read",
};

export const readAddresses =
  (
    { networkInterfaces }: Pick<Azure, "networkInterfaces">,
    { allowedScopes }: Pick<Config, "allowedScopes">,
  ): HandlerOf<typeof activities.readAddresses> =>
  async ({ vm }, { log, isLast }) => {
    const ids = vm.nicIds ?? [];
    const notes = new Notes(isLast);
    const found = await withinSeconds(
      Promise.all(
        ids.map(async (id) => {
          const nic = await readOne(id, armId.name(id), actions.interface, allowedScopes, notes, () =>
            networkInterfaces.find(id),
          );
          return nic === null ? [] : await withPublic(nic, networkInterfaces, allowedScopes, notes);
        }),
      ),
      seconds,
    );
    const interfaces = found.flat().sort((one, other) => Number(other.isPrimary) - Number(one.isPrimary));
    const addresses = interfaces.flatMap(({ privateAddresses }) => privateAddresses).length;
    log("network.read", { vmId: vm.id, interfaces: interfaces.length, listed: ids.length, addresses });
    return { interfaces, isComplete: interfaces.length === ids.length, remark: notes.remark };
  };

async function withPublic(
  { publicAddressIds, ...nic }: FoundInterface,
  networkInterfaces: Azure["networkInterfaces"],
  scopes: Scopes,
  notes: Notes,
): Promise<VmInterface> {
  const addresses = publicAddressIds.map((id) =>
    readOne(id, armId.name(id), actions.address, scopes, notes, () => networkInterfaces.publicAddress(id)),
  );
  const found = await Promise.all(addresses);
  return { ...nic, publicAddresses: found.filter((address) => address !== null) };
}

/** Null, and a note, where it cannot be read; a passing fault goes on while there is another attempt. */
async function readOne<Found>(
  id: string,
  name: string,
  action: string,
  scopes: Scopes,
  notes: Notes,
  read: () => Promise<Found | null>,
): Promise<Found | null> {
  if (!isInScopes(id, scopes)) {
    notes.outside(name);
    return null;
  }
  try {
    const found = await read();
    if (found === null && action === actions.interface) notes.gone(name);
    return found;
  } catch (error) {
    if (!(error instanceof AzureFault) || (error.passing && !notes.isLast)) throw error;
    notes.fault(error, name, action);
    return null;
  }
}

/** What could not be read, in words. */
class Notes {
  readonly isLast: boolean;
  readonly #sentences = new Set<string>();

  constructor(isLast: boolean) {
    this.isLast = isLast;
  }

  outside(name: string): void {
    this.#sentences.add(`${name} is outside ALLOWED_SCOPES and was not read.`);
  }

  gone(name: string): void {
    this.#sentences.add(`${name} was not found.`);
  }

  fault({ status }: AzureFault, name: string, action: string): void {
    const isDenied = status === 401 || status === 403;
    this.#sentences.add(isDenied ? `The app's identity lacks ${action}.` : `${name} could not be read.`);
  }

  get remark(): string | null {
    return [...this.#sentences].join(" ") || null;
  }
}
