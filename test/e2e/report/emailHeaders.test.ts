import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { common, vm, World } from "../../support/world/world.ts";

const rejected = { error: { code: "BadRequest", message: "The header Importance is not allowed." } };

describe("the headers of a report", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "10", CAPTURE_ANALYZE_MAX_BYTES: "0" });
    await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02", { powerState: "deallocated" })]);
  });
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  const reportOf = async (name: string) => {
    const { outcome, emails } = await world.run(await common(name));
    const [email, ...more] = emails;
    assert.ok(email !== undefined && more.length === 0);
    return { email, messageId: outcome.report?.messageId };
  };

  it("mark the report of a failed capture as important, and no other", async () => {
    const failed = (await reportOf("WEB02")).email.headers;
    assert.deepEqual([failed.Importance, failed["x-priority"]], ["high", "1"]);
    const captured = (await reportOf("WEB01")).email.headers;
    assert.deepEqual(Object.keys(captured), ["Message-ID"]);
  });

  it("have a Message-ID in the sender's domain that is the same at every try", async () => {
    await world.control("PUT", "/faults", [{ path: "/emails:send", status: "reset", times: 1 }]);
    const { email, messageId } = await reportOf("WEB02");
    assert.equal(email.headers["Message-ID"], `<${messageId ?? "-"}@captureonalert.azurecomm.net>`);
  });

  it("are left out where the service rejects them: the report arrives", async () => {
    await world.control("PUT", "/faults", [{ path: "/emails:send", status: 400, body: rejected, times: 1 }]);
    assert.deepEqual((await reportOf("WEB02")).email.headers, {});
  });
});
