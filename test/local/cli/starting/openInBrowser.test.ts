import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openInBrowser } from "../../../../local/cli/starting/openInBrowser.ts";

const url = "http://127.0.0.1:7071/api/ui";

describe("openInBrowser", () => {
  let folder: string;
  const path = process.env.PATH;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "capture-on-alert-open-"));
    process.env.PATH = `${folder}:/usr/bin:/bin`;
  });
  after(async () => {
    process.env.PATH = path;
    await rm(folder, { recursive: true });
  });

  /** A command that keeps its arguments, one a line, and ends with an exit code. */
  async function command(name: string, exitCode: number): Promise<() => Promise<string>> {
    const [file, kept] = [join(folder, name), join(folder, `${name}.arguments`)];
    await writeFile(file, `#!/bin/sh\nprintf '%s\\n' "$@" > '${kept}'\nexit ${exitCode}\n`);
    await chmod(file, 0o755);
    return () => readFile(kept, "utf8");
  }

  for (const [platform, name, args] of [
    ["linux", "xdg-open", [url]],
    ["freebsd", "xdg-open", [url]],
    ["darwin", "open", [url]],
    ["win32", "cmd", ["/c", "start", "", url]],
  ] as const)
    it(`hands the address to ${name} on ${platform}`, async () => {
      const given = await command(name, 0);
      assert.equal(await openInBrowser(url, platform), null);
      assert.deepEqual((await given()).split("\n").slice(0, -1), args);
    });

  it("says how the command ended that found no browser", async () => {
    await command("xdg-open", 3);
    assert.equal(await openInBrowser(url, "linux"), "xdg-open ended with exit code 3");
  });

  it("says that there is no such command", async () => {
    process.env.PATH = join(folder, "nothing");
    assert.match((await openInBrowser(url, "linux")) ?? "", /xdg-open.*ENOENT/);
  });
});
