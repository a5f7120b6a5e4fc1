/** A key that no other request has. `crypto.randomUUID` is missing where the page comes over plain HTTP. */
export const requestKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
