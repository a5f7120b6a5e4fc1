/** A message of HTTP/1.1: the lines of its head, and its body. */
export const httpMessage = (lines: readonly string[], body = ""): Buffer =>
  Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`);

/** A response of HTTP/1.1 with a body; `status` as in "200 OK". */
export const httpResponse = (status: string, contentType: string, body: string): Buffer =>
  httpMessage(
    [`HTTP/1.1 ${status}`, `Content-Type: ${contentType}`, `Content-Length: ${Buffer.byteLength(body)}`],
    body,
  );
