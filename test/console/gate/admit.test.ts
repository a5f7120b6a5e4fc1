import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { admit } from "../../../src/console/gate/admit.ts";
import { KeyStore } from "../../../src/console/gate/keyStore.ts";
import { signInHref } from "../../../src/console/gate/signInHref.ts";
import { HttpApi } from "../../../src/console/http/httpApi.ts";
import { startApiServer } from "../../support/console/apiServer.ts";
import type { Viewer } from "../../../src/api/viewer.ts";

const viewer: Viewer = {
  user: null,
  rights: ["read"],
  signOut: null,
  version: "0.2.0",
  timeZone: "UTC",
  limits: { timeLimitSeconds: 300, maxBytes: 1, bytesPerPacket: 0, filters: [] },
  links: [],
};

/** What a browser's sessionStorage does. */
const memory = () => {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (name: string) => values.get(name) ?? null,
    setItem: (name: string, value: string) => void values.set(name, value),
    removeItem: (name: string) => void values.delete(name),
  };
};

const signInOff = { status: 401, body: { detail: "Sign-in is off.", signIn: null } };

/** Asks an app that answers its routes so. */
async function admission(answers: Readonly<Record<string, object | "reset">>, key: string | null = null) {
  await using server = await startApiServer(
    ({ path }) => answers[path] ?? { status: 404, body: { detail: "no" } },
  );
  const keys = new KeyStore(memory);
  if (key !== null) keys.write(key);
  const found = await admit((access) => new HttpApi({ access, origin: server.origin }).viewer(), keys);
  return { found, kept: keys.read(), paths: server.received.map(({ path }) => path) };
}

describe("whoever opens the page", () => {
  it("is in when signed in, and no key is asked for", async () => {
    const { found, paths } = await admission({ "/api/ui/api/viewer": { body: viewer } });
    assert.deepEqual(found, { kind: "open", access: { mode: "signedIn" }, viewer });
    assert.deepEqual(paths, ["/api/ui/api/viewer"]);
  });

  it("is offered to sign in where that is on", async () => {
    const { found } = await admission({
      "/api/ui/api/viewer": { status: 401, body: { detail: "x", signIn: "/.auth/login/aad" } },
    });
    assert.deepEqual(found, { kind: "signIn", signIn: "/.auth/login/aad" });
  });

  it("learns which role is missing", async () => {
    const detail = "Your account has not the app role Captures.Read.";
    const { found } = await admission({ "/api/ui/api/viewer": { status: 403, body: { detail } } });
    assert.deepEqual(found, { kind: "forbidden", detail });
  });

  it("is in without a key where the app asks for none", async () => {
    const { found } = await admission({ "/api/ui/api/viewer": signInOff, "/api/viewer": { body: viewer } });
    assert.deepEqual(found, { kind: "open", access: { mode: "key", key: null }, viewer });
  });

  it("is asked for a key where the host wants one", async () => {
    const { found } = await admission({
      "/api/ui/api/viewer": signInOff,
      "/api/viewer": { status: 401, body: "" },
    });
    assert.deepEqual(found, { kind: "key", wrong: false });
  });

  it("is in with the key that this tab has", async () => {
    const { found, paths } = await admission({ "/api/viewer": { body: viewer } }, "right");
    assert.deepEqual(found, { kind: "open", access: { mode: "key", key: "right" }, viewer });
    assert.deepEqual(paths, ["/api/viewer"]);
  });

  it("is asked again for a wrong key, which is forgotten", async () => {
    const { found, kept } = await admission({ "/api/viewer": { status: 401, body: "" } }, "wrong");
    assert.deepEqual(found, { kind: "key", wrong: true });
    assert.equal(kept, null);
  });

  it("keeps the key while the app does not answer", async () => {
    const { found, kept } = await admission({ "/api/viewer": "reset" }, "right");
    assert.equal(found.kind, "down");
    assert.equal(kept, "right");
  });

  it("sees the problems of an app whose settings are wrong", async () => {
    const problems = ["EMAIL_SENDER is required."];
    const { found } = await admission({
      "/api/ui/api/viewer": { status: 503, body: { detail: "Settings are missing.", problems } },
    });
    assert.ok(found.kind === "down");
    assert.deepEqual(found.error.problem?.problems, problems);
  });
});

describe("the function key", () => {
  it("is in the session's storage until it is forgotten", () => {
    const store = memory();
    const keys = new KeyStore(() => store);
    keys.write("secret");
    assert.deepEqual([...store.values.values()], ["secret"]);
    assert.equal(new KeyStore(() => store).read(), "secret");
    keys.forget();
    assert.equal(store.values.size, 0);
    assert.equal(keys.read(), null);
  });

  it("stays in the page where the browser allows no storage", () => {
    const keys = new KeyStore(() => {
      throw new Error("Storage is blocked.");
    });
    keys.write("secret");
    assert.equal(keys.read(), "secret");
    keys.forget();
    assert.equal(keys.read(), null);
  });
});

describe("the way to sign in", () => {
  const place = { pathname: "/api/ui", hash: "#/captures/alert-1" };

  it("leads back to the place where the viewer is", () => {
    assert.equal(
      signInHref("/.auth/login/aad", place),
      "/.auth/login/aad?post_login_redirect_uri=%2Fapi%2Fui%23%2Fcaptures%2Falert-1",
    );
  });

  for (const foreign of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
    it(`never leads to ${foreign}`, () => {
      assert.equal(signInHref(foreign, place), "/api/ui");
    });
});
