import type { Viewer } from "../../api/viewer.ts";
import type { Api } from "../api/api.ts";

/** What every screen of the page gets. */
export interface Screen {
  readonly api: Api;
  readonly viewer: Viewer;
}
