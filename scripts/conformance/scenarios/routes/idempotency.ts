import { randomUUID } from "node:crypto";
import { expect } from "../../site/expect.ts";
import { expectProblem } from "../../steps/expectProblem.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

export const idempotency: Scenario = {
  fact: "a request with an Idempotency-Key is carried out once; the same key with another body is 409",
  async run(site) {
    const [vm, other] = await site.stage.vms(2);
    const body = { vmId: expect.present(vm, "VM").id, timeLimitSeconds: site.lengths.short };
    const post = (key: string, of: object = body) =>
      site.app.post("captures", of, { headers: { "idempotency-key": key } });
    const key = randomUUID();
    const [first, second] = [site.app.accepted(await post(key)), site.app.accepted(await post(key))];
    expect.same([first.outcome, second.outcome], ["accepted", "duplicate"], "the outcomes");
    expect.same(second.id, first.id, "the second id");
    const another = site.app.accepted(
      await post(randomUUID(), { ...body, vmId: expect.present(other, "VM").id }),
    );
    expect.that(another.id !== first.id, "another key has the same id");
    told.captured(await follow.toOutput(site, first.instance), expect.present(vm, "VM"));
    await follow.toOutput(site, another.instance);
    await told.capturedTimes(
      site,
      [vm, other].map((one) => expect.present(one, "VM")),
      1,
    );
    await told.once(site, [expect.present(vm, "VM")]);
    const changed = { ...body, bytesPerPacket: 64 };
    expectProblem(await post(key, changed), 409, "the same key with another body");
    return null;
  },
};
