import { ApiError } from "../http/apiError.ts";
import type { Viewer } from "../../api/viewer.ts";
import type { Access } from "../http/access.ts";
import type { Admission } from "./admission.ts";
import type { KeyStore } from "./keyStore.ts";

/** Asks the app who the viewer is. */
type Ask = (access: Access) => Promise<Viewer>;

/**
 * Finds out how the viewer may use the app: with the key that this tab has, signed in, or without a key where
 * the app asks for none. A key that the app refuses is forgotten.
 */
export async function admit(ask: Ask, keys: KeyStore): Promise<Admission> {
  const key = keys.read();
  if (key !== null) {
    const answer = await asked(ask, { mode: "key", key });
    if (answer.kind !== "refused") return answer;
    keys.forget();
    return { kind: "key", wrong: true };
  }
  const signedIn = await asked(ask, { mode: "signedIn" });
  if (signedIn.kind !== "refused") return signedIn;
  const { status, problem, message } = signedIn.error;
  if (status === 403) return { kind: "forbidden", detail: message };
  if (typeof problem?.signIn === "string") return { kind: "signIn", signIn: problem.signIn };
  const keyless = await asked(ask, { mode: "key", key: null });
  return keyless.kind === "refused" ? { kind: "key", wrong: false } : keyless;
}

type Answer =
  | Extract<Admission, { readonly kind: "open" | "down" }>
  | { readonly kind: "refused"; readonly error: ApiError };

async function asked(ask: Ask, access: Access): Promise<Answer> {
  try {
    return { kind: "open", access, viewer: await ask(access) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { kind: [401, 403].includes(error.status) ? "refused" : "down", error };
  }
}
