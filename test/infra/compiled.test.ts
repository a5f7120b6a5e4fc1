import assert from "node:assert/strict";
import { it } from "node:test";
import { findBicep } from "../../infra/bicepCli.ts";
import { committed, compile } from "../../infra/compile.ts";

const bicep = findBicep();

it(
  "infra/main.json is what infra/main.bicep compiles to, without a warning",
  { skip: bicep === null && "there is no bicep on this machine" },
  () => {
    assert.equal(compile(bicep ?? ""), committed(), "Run `npm run infra`.");
  },
);
