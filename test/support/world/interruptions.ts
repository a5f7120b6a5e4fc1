import assert from "node:assert/strict";
import type { SimulatedEmail } from "./simulated.ts";
import type { World } from "./world.ts";

const minuteMs = 60_000;

/** What a test does to an alert's orchestration, and what it expects of the email. */
export function interruptions(world: World) {
  const durable = async (method: string, path: string): Promise<void> => {
    const url = `${world.environment.url}/runtime/webhooks/durabletask/instances/${path}`;
    const response = await fetch(url, { method });
    assert.ok(response.ok, `${method} ${path} answers ${response.status}`);
    await world.clock.settle();
  };
  return {
    terminate: (id: string) => durable("POST", `${id}/terminate?reason=by hand`),

    purge: (id: string) => durable("DELETE", id),

    /** The one email that comes after the first `before`, within ten minutes and for twenty after. */
    async onlyEmail(before: number): Promise<SimulatedEmail> {
      await world.clock.advance(10 * minuteMs);
      assert.equal((await world.emails()).length, before + 1, "emails after ten minutes");
      await world.clock.advance(20 * minuteMs);
      const [email, ...more] = (await world.emails()).slice(before);
      assert.ok(email !== undefined && more.length === 0, "one email");
      return email;
    },
  };
}

/** The text of an email in one line. */
export const lineOf = ({ text }: SimulatedEmail): string => text.replaceAll(/\s+/g, " ");
