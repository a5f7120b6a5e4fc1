import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The version that compiled infra/main.json; another may emit the same template differently. */
const version = "0.49.2";
const packageName = "Azure.Bicep.CommandLine.linux-x64";
const cache = new URL("../node_modules/.cache/bicep/", import.meta.url).pathname;
const cached = join(cache, "packages", packageName.toLowerCase(), version, "tools", "bicep");

/** A project that only downloads one package, with any .NET SDK. */
const project = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>netstandard2.0</TargetFramework>
    <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
  </PropertyGroup>
  <ItemGroup><PackageDownload Include="${packageName}" Version="[${version}]" /></ItemGroup>
</Project>
`;

const runs = (command: string): boolean => spawnSync(command, ["--version"]).status === 0;

/** The Bicep CLI on this machine, preferably the pinned version; null when there is none. */
function findBicep(): string | null {
  if (existsSync(cached) && runs(cached)) return cached;
  return runs("bicep") ? "bicep" : null;
}

/** Finds the Bicep CLI after trying to fetch the pinned version with the .NET SDK. */
export function getBicep(): string | null {
  if (!existsSync(cached) && process.platform === "linux" && process.arch === "x64" && runs("dotnet")) {
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, "bicep.csproj"), project);
    spawnSync("dotnet", ["restore", "bicep.csproj", "--packages", "packages", "--nologo"], { cwd: cache });
    if (existsSync(cached)) chmodSync(cached, 0o755);
  }
  return findBicep();
}
