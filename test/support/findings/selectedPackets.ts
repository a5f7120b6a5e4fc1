import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SelectedPacket {
  readonly frame: number;
  /** Of all its IP headers, those that an ICMP error quotes included. */
  readonly addresses: readonly string[];
}

/**
 * The packets that each display filter selects, from one run of tshark: a listener for each filter prints
 * what it gets.
 *
 * @returns by filter; an error text for a filter that tshark does not accept
 */
export function selectedPackets(
  capture: Uint8Array,
  filters: readonly string[],
): ReadonlyMap<string, readonly SelectedPacket[] | string> {
  const folder = mkdtempSync(join(tmpdir(), "filters-"));
  try {
    const [file, script] = [join(folder, "capture.pcap"), join(folder, "filters.lua")];
    writeFileSync(file, capture);
    writeFileSync(script, scriptOf(filters));
    const { stdout, status, stderr } = spawnSync(
      "tshark",
      ["-n", "-q", "-X", `lua_script:${script}`, "-r", file],
      { encoding: "utf8", maxBuffer: 2 ** 30 },
    );
    if (status !== 0) throw new Error(`tshark ended with ${status}: ${stderr}`);
    return readSelected(stdout, filters);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const scriptOf = (filters: readonly string[]): string => `
local fields = { Field.new("ip.src"), Field.new("ip.dst"), Field.new("ipv6.src"), Field.new("ipv6.dst") }
local function listen(index, filter)
  local accepted, tap = pcall(Listener.new, "frame", filter)
  if not accepted then print("refused " .. index .. " " .. tostring(tap)); return end
  function tap.packet(pinfo)
    local addresses = {}
    for _, field in ipairs(fields) do
      for _, value in ipairs({ field() }) do addresses[#addresses + 1] = tostring(value) end
    end
    print("selected " .. index .. " " .. pinfo.number .. " " .. table.concat(addresses, ","))
  end
end
${filters.map((filter, index) => `listen(${index}, ${JSON.stringify(filter)})`).join("\n")}
`;

function readSelected(
  output: string,
  filters: readonly string[],
): ReadonlyMap<string, readonly SelectedPacket[] | string> {
  const selected = filters.map((): SelectedPacket[] => []);
  const refused = new Map<number, string>();
  for (const line of output.split("\n")) {
    const [kind, index = "", frame = "", addresses = ""] = line.split(" ");
    if (kind === "refused") refused.set(Number(index), line);
    if (kind === "selected")
      selected[Number(index)]?.push({ frame: Number(frame), addresses: addresses.split(",") });
  }
  return new Map(filters.map((filter, index) => [filter, refused.get(index) ?? selected[index] ?? []]));
}
