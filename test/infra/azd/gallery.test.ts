import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { documentText, repository } from "../../support/documents.ts";

const exists = (path: string): boolean => existsSync(new URL(path, repository));

/**
 * Its rules for repositories:
 * https://github.com/microsoft/template-validation-action/blob/main/src/rules.json
 */
describe("what the validator of azd templates asks for", () => {
  it("is there: files and folders", () => {
    const wanted = [
      ...["README.md", "LICENSE", "SECURITY.md", "CONTRIBUTING.md", ".github/CODE_OF_CONDUCT.md"],
      ...[
        ".github/ISSUE_TEMPLATE",
        ".github/workflows/azure-dev.yml",
        "azure.yaml",
        "infra",
        ".devcontainer",
      ],
    ];
    assert.deepEqual(
      wanted.filter((path) => !exists(path)),
      [],
    );
  });

  it("is there: the headings of README.md", () => {
    const headings = [...documentText("README.md").matchAll(/^## (.+)$/gm)].map(([, heading = ""]) =>
      heading.toLowerCase(),
    );
    for (const heading of ["features", "getting started", "guidance", "resources"])
      assert.ok(headings.includes(heading), heading);
  });

  it("names no repository, because none is known where this is read", () => {
    const files = [".github/CODE_OF_CONDUCT.md", ".github/ISSUE_TEMPLATE/bug_report.md", "README.md"];
    for (const file of files)
      assert.doesNotMatch(readFileSync(new URL(file, repository), "utf8"), /github\.com\/[\w-]+\/capture/i);
  });
});

describe("the dev container", () => {
  it("has the Node.js of the npm scripts, and what azd needs", () => {
    const container = JSON.parse(documentText(".devcontainer/devcontainer.json")) as {
      readonly image: string;
      readonly features: Readonly<Record<string, unknown>>;
      readonly postCreateCommand: string;
    };
    const { devDependencies } = JSON.parse(documentText("package.json")) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    const [major] = /\d+/.exec(devDependencies.node ?? "") ?? [];
    assert.match(container.image, new RegExp(`:${major ?? "none"}-`));
    assert.ok(Object.keys(container.features).some((feature) => feature.includes("azure-dev/azd")));
    assert.equal(container.postCreateCommand, "npm ci");
  });
});
