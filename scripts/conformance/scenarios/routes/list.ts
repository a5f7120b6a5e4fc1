import { expect } from "../../site/expect.ts";
import { expectProblem } from "../../steps/expectProblem.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import type { Scenario } from "../../scenario.ts";
import type { Site } from "../../site/site.ts";

interface List {
  readonly captures: readonly { readonly id: string; readonly state: string; readonly createdAt: string }[];
  readonly truncated: boolean;
}

async function listed({ app }: Site, query: string): Promise<List> {
  const { status, body } = await app.get(`captures${query}`);
  expect.same(status, 200, `the answer to ${query}`);
  return body as List;
}

export const list: Scenario = {
  fact: "the list has the newest captures first, without children, filtered and bounded",
  async run(site) {
    const one = await fireCapture(site, site.lengths.short);
    const two = await fireCapture(site, site.lengths.short, 2);
    const { captures } = await listed(site, "?top=1000");
    const ids = captures.map(({ id }) => id);
    for (const { id } of [one, two])
      expect.same(
        ids.filter((listedId) => listedId.startsWith(id)),
        [id],
        "the entries of one alert",
      );
    const times = captures.map(({ createdAt }) => createdAt);
    expect.same(times, times.toSorted().reverse(), "the times of the list");
    const first = await listed(site, "?top=1");
    expect.same([first.captures.length, first.truncated], [1, true], "the list of one");
    await Promise.all([one, two].map(({ instance }) => follow.toOutput(site, instance)));
    const captured = (await listed(site, "?top=1000&status=captured")).captures;
    expect.same([...new Set(captured.map(({ state }) => state))], ["captured"], "the states");
    for (const { id } of [one, two])
      expect.that(
        captured.some((entry) => entry.id === id),
        `${id} is not among the captured ones`,
      );
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect.same((await listed(site, `?since=${tomorrow}`)).captures, [], "the captures of tomorrow");
    for (const query of ["?top=0", "?top=x", "?since=yesterday", "?status=completed"])
      expectProblem(await site.app.get(`captures${query}`), 400, query);
    return `${captures.length} captures listed`;
  },
};
