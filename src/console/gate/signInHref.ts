interface Place {
  readonly pathname: string;
  readonly hash: string;
}

/** Where to sign in, and to come back to the place where the viewer is; the page itself if it is no path. */
export function signInHref(signIn: string, { pathname, hash }: Place): string {
  if (!/^\/(?![/\\])/.test(signIn)) return pathname;
  return `${signIn}?post_login_redirect_uri=${encodeURIComponent(pathname + hash)}`;
}
