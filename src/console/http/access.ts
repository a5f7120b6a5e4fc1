/** How the page calls the app. */
export type Access =
  | { readonly mode: "signedIn" }
  /** `key` is null where the app asks for none, as the local environment does. */
  | { readonly mode: "key"; readonly key: string | null };
