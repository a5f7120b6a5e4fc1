import assert from "node:assert/strict";
import { decide } from "../../../src/alerts/decide.ts";
import { readJson } from "../../../src/alerts/text/readJson.ts";
import { instanceIds } from "../world/calls.ts";
import { group, World } from "../world/world.ts";
import { files, sample } from "./fixtures.ts";
import { hostileText, randomNumbers } from "./mutations.ts";

const atOnce = 8;
const largestBody = 272 * 1024;
const allowedScopes = [group.split("/").slice(0, 3).join("/")];

/** What became of the cases. */
interface HostileResult {
  readonly statuses: Readonly<Record<number, number>>;
  readonly instances: number;
  /** Of the answers, sorted. */
  readonly milliseconds: readonly number[];
}

interface Expectation {
  readonly status: number;
  readonly instanceId: string | null;
}

/** What the decision table says of a body. */
function expectationOf(bytes: Uint8Array): Expectation {
  const answer = (status: number) => ({ status, instanceId: null });
  if (bytes.byteLength > largestBody) return answer(413);
  const json = readJson(bytes);
  if (!json.ok) return answer(400);
  const decision = decide(json.value, { allowedScopes });
  if (decision.kind !== "capture") return answer(decision.kind === "invalid" ? 400 : 200);
  return { status: 202, instanceId: `alert-${decision.alert.occurrence}` };
}

/**
 * Posts bodies that nobody should send, and checks each answer and, in the end, that exactly the instances
 * exist that the decision table asks for. The world has no VMs, so that those end at once.
 */
export async function postHostileBodies(cases: number, seed: number): Promise<HostileResult> {
  const world = await World.start();
  try {
    await world.control("PUT", "/vms", []);
    return await postAll(world, cases, randomNumbers(seed));
  } finally {
    await world.close();
  }
}

async function postAll(world: World, cases: number, random: () => number): Promise<HostileResult> {
  const statuses: Record<number, number> = {};
  const wanted = new Set<string>();
  const milliseconds: number[] = [];
  let next = 0;
  const worker = async () => {
    while (next < cases) {
      const bytes = Buffer.from(hostileText(sample(files[next % files.length] ?? ""), random));
      next += 1;
      const { status, instanceId } = expectationOf(bytes);
      if (instanceId !== null) wanted.add(instanceId);
      const started = performance.now();
      const answer = await world.post(bytes.toString());
      const text = await answer.text();
      milliseconds.push(performance.now() - started);
      const shown = bytes.toString().slice(0, 2000);
      assert.equal(answer.status, status, `${shown}\n${text}`);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const started = await instanceIds(world);
  assert.deepEqual(started.toSorted(), [...wanted].sort());
  return { statuses, instances: started.length, milliseconds: milliseconds.sort((a, b) => a - b) };
}
