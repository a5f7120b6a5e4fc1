/** Beginnings of secrets in error messages, as the Functions host recognises them. */
const beginnings = [
  "AccountKey=",
  "SharedAccessKey=",
  "Password=",
  "pwd=",
  "Token=",
  "&sig=",
  "?sig=",
  "&code=",
  "?code=",
  "key=",
];

const secret = new RegExp(
  `(${beginnings.map((text) => text.replace("?", "\\?")).join("|")})[^<"'&;\\s]+`,
  "gi",
);

/** Masks secrets in an error message as the Functions host does. */
export const hideCredentials = (message: string): string => message.replace(secret, "[Hidden Credential]");
