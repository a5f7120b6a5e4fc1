import { World, type WorldOptions } from "./world.ts";

/** Runs a scenario in a world with these settings, which the next world does not have. */
export async function inWorld(
  settings: Record<string, string>,
  scenario: (world: World) => Promise<void>,
  options: WorldOptions = {},
): Promise<void> {
  const world = await World.start(settings, options);
  try {
    await scenario(world);
  } finally {
    await world.close();
    for (const name of Object.keys(settings)) process.env[name] = "";
  }
}
