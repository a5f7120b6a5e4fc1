import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { azureYaml } from "../../support/azd/azureYaml.ts";

const workflow = (name: string): Promise<string> => readFile(`.github/workflows/${name}`, "utf8");

describe("the workflows", () => {
  it("pin every action to a commit hash, with its version in a comment", async () => {
    for (const name of await readdir(".github/workflows")) {
      const uses = (await workflow(name)).match(/uses:.*/g) ?? [];
      assert.ok(uses.length > 0, name);
      for (const line of uses) assert.match(line, /^uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it("have read-only permissions, and request a token only to deploy", async () => {
    assert.match(await workflow("ci.yml"), /^permissions:\n {2}contents: read\n\n/m);
    assert.match(
      await workflow("azure-dev.yml"),
      /^permissions:\n {2}contents: read\n {2}id-token: write\n\n/m,
    );
    for (const name of await readdir(".github/workflows")) {
      assert.equal((await workflow(name)).match(/permissions:/g)?.length, 1, name);
      assert.doesNotMatch(await workflow(name), /secrets\.|pull_request_target/);
    }
  });

  it("run what a developer runs", async () => {
    const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as {
      scripts: Record<string, string>;
    };
    const run = [...(await workflow("ci.yml")).matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? "");
    assert.deepEqual(
      run.filter((name) => !(name in scripts)),
      [],
    );
    assert.ok(run.includes("check") && run.includes("test:deep"));
  });
});

describe("azure.yaml", () => {
  it("deploys the prebuilt package unchanged, between two provisions", () => {
    assert.match(azureYaml.text, /^ {4}dist: package\n {4}remoteBuild: false$/m);
    assert.match(azureYaml.text, /prepackage:(?:\n {8}.*)+npm run package$/m);
    assert.deepEqual(azureYaml.steps, ["package --all", "provision", "deploy --all", "provision"]);
  });

  it("names the template, in the version of package.json", async () => {
    const { name, version } = JSON.parse(await readFile("package.json", "utf8")) as Record<string, string>;
    assert.match(azureYaml.text, new RegExp(`^metadata:\n {2}template: ${name}@${version}$`, "m"));
  });
});
