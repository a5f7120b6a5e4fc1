import type { Viewer } from "../../api/viewer.ts";
import type { Access } from "../http/access.ts";
import type { ApiError } from "../http/apiError.ts";

/** Whether the viewer may see the page's data, and what to ask for otherwise. */
export type Admission =
  | { readonly kind: "open"; readonly access: Access; readonly viewer: Viewer }
  /** App Service Authentication is on. */
  | { readonly kind: "signIn"; readonly signIn: string }
  /** Signed in, but without the app role. */
  | { readonly kind: "forbidden"; readonly detail: string }
  /** `wrong`: the app has refused the key that it was given. */
  | { readonly kind: "key"; readonly wrong: boolean }
  | { readonly kind: "down"; readonly error: ApiError };
