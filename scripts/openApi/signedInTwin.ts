import { commonAnswers } from "./commonAnswers.ts";
import type { Operation } from "./operation.ts";

const { problem } = commonAnswers;

/** The same route for a person who is signed in to the captures page; null where it has none. */
export function signedInTwin(operation: Operation): Operation | null {
  const { id, method, path, summary, role, answers } = operation;
  if (role === undefined) return null;
  return {
    ...operation,
    id: `${id}SignedIn`,
    path: path.replace("/api/", "/api/ui/api/"),
    tag: "page",
    summary: `${summary}, for a person who is signed in`,
    signsIn: true,
    ...(method === "post" && {
      description:
        "Needs the header `X-Requested-With`, with any value: pages of other sites cannot send it.",
    }),
    answers: {
      ...answers,
      401: problem(
        "The caller has not signed in. `signIn` has the path that does; it is null where App Service Authentication is off.",
      ),
      403: problem(
        `The caller does not have the app role ${role}, is of another provider or tenant, or the request comes from another site.`,
      ),
    },
  };
}
