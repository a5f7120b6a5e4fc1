import { expect } from "../../site/expect.ts";
import { expectProblem } from "../../steps/expectProblem.ts";
import type { Scenario } from "../../scenario.ts";
import type { Answer } from "../../site/exchange.ts";
import type { Site } from "../../site/site.ts";

export const wrongSettings: Scenario = {
  fact: "with wrong settings every route answers 503 with Retry-After and names them",
  obstacle: ({ options }) =>
    options.wrongSettings.length === 0
      ? "the host's settings are right; --expect-wrong-settings NAMES checks a host whose settings are not"
      : null,
  async run({ app, options }: Site) {
    const answers: readonly (readonly [string, Answer])[] = [
      ["GET /api/health", await app.get("health")],
      ["POST /api/alerts", await app.post("alerts", {})],
      ["POST /api/captures", await app.post("captures", {})],
      ["GET /api/captures", await app.get("captures")],
    ];
    for (const [route, answer] of answers) {
      expectProblem(answer, 503, route);
      expect.that(Number(answer.headers["retry-after"]) > 0, `${route} has no Retry-After`);
      const { problems = [] } = answer.body as { readonly problems?: readonly string[] };
      for (const name of options.wrongSettings)
        expect.that(
          problems.some((problem) => problem.includes(name)),
          `${route} does not name ${name}`,
        );
    }
    return options.wrongSettings.join(", ");
  },
};
