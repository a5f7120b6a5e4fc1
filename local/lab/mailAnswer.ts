import type { HostAnswer } from "../host/http/hostAnswer.ts";

/** A mail runs nothing and loads nothing. Its links may open tabs of their own, free of the frame. */
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "sandbox allow-popups allow-popups-to-escape-sandbox",
].join("; ");

/** A mail as the Lab shows it in a frame, where a link must not lead the frame elsewhere. */
export function mailAnswer({ status, headers = {}, body = "" }: HostAnswer): HostAnswer {
  if (status !== 200) return { status, headers, body };
  const html = body.toString().replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`);
  return {
    status,
    headers: { ...headers, "content-security-policy": policy, "referrer-policy": "no-referrer" },
    body: html,
  };
}
