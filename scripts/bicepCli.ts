import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The version that infra/main.json was compiled with; another may word the same template differently. */
const version = "0.49.2";
const packageName = "Azure.Bicep.CommandLine.linux-x64";
const cache = new URL("../node_modules/.cache/bicep/", import.meta.url).pathname;
const cached = join(cache, "packages", packageName.toLowerCase(), version, "tools", "bicep");

/** A project that consists of downloading one package, whatever .NET SDK is there. */
const project = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>netstandard2.0</TargetFramework>
    <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
  </PropertyGroup>
  <ItemGroup><PackageDownload Include="${packageName}" Version="[${version}]" /></ItemGroup>
</Project>
`;

const runs = (command: string): boolean => spawnSync(command, ["--version"]).status === 0;

/** The Bicep CLI that is on this machine, the pinned version first; null when there is none. */
function findBicep(): string | null {
  if (existsSync(cached) && runs(cached)) return cached;
  return runs("bicep") ? "bicep" : null;
}

/** The same, after trying to fetch the pinned version with the .NET SDK. */
export function getBicep(): string | null {
  if (!existsSync(cached) && process.platform === "linux" && process.arch === "x64" && runs("dotnet")) {
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, "bicep.csproj"), project);
    spawnSync("dotnet", ["restore", "bicep.csproj", "--packages", "packages", "--nologo"], { cwd: cache });
    if (existsSync(cached)) chmodSync(cached, 0o755);
  }
  return findBicep();
}
