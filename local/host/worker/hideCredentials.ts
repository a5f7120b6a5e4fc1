/** What the Functions host takes for the beginning of a secret in an error message. */
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

/** Blanks secrets the way the Functions host does in the error messages that it passes on. */
export const hideCredentials = (message: string): string => message.replace(secret, "[Hidden Credential]");
