import { looksRandom } from "./looksRandom.ts";

const removed = "(removed)";

/** Names whose value is a secret, whatever it looks like. */
const names = [
  String.raw`pass(?:word|wd|phrase|code)?`,
  "pwd",
  String.raw`(?:[\w.-]{0,30}[_-])?(?:client[-_ ]?)?secret(?:value|text)?`,
  String.raw`(?:client[-_ ]?)?assertion`,
  String.raw`[\w.-]{0,30}(?:access|account|admin|api|app|auth|client|encryption|functions?|host|instrumentation|master|primary|private|query|sas|secondary|shared|signing|storage|subscription|system)[-_ ]?key\d?`,
  String.raw`shared[-_ ]?access[-_ ]?signature`,
  String.raw`[\w.-]{0,30}(?:access|auth|bearer|id|identity|refresh|sas|security|session)[-_ ]?token`,
  String.raw`connection[-_ ]?string`,
  String.raw`[\w-]*identity[-_]header`,
  "sig",
  "signature",
  String.raw`aeg-sas-\w+`,
].join("|");

/** `=`, `:` and their quoted, escaped and percent-encoded forms. */
const assigns = String.raw`[\\"'\x60]*\s*(?:[=:]|=>|%(?:25)*3[AaDd])\s*`;
const equals = String.raw`[\\"'\x60]*\s*(?:=|%(?:25)*3[Dd])\s*`;
/** A value: in quotes, in escaped quotes, to the next `;` of a connection string, or one word. */
const value = String.raw`(?:"(?:\\.|[^"\\])*"?|'[^']*'?|\\+"(?:(?!\\+").)*(?:\\+")?|[^\s,;&"'<>\\{}()[\]]+)`;

/** Words that follow "Bearer" in a sentence or in a challenge. */
const prose =
  "(?:tokens?|auth\\w*|schemes?|challenges?|realm|error\\w*|headers?|credentials?|access|is|was|not|or|and|in|for|the|must|scope|resource\\w*|client_id)(?=[\\s,:;=)]|\\.?(?:\\s|$))";

/** Where a word begins, also after an escaped line end of JSON or a percent-encoded character. */
const start = String.raw`(?:(?<![A-Za-z\d])|(?<=\\[nrt])|(?<=\\u[\da-fA-F]{4})|(?<=%[\da-fA-F]{2}))`;
/** A character of a word that may hold anything. */
const any = String.raw`(?:(?!\\+[nrt])[^\s"'<>])`;
const scheme = String.raw`${start}[a-z][a-z\d+.-]{1,20}:(?:\\*\/){2}`;
const to = (replacement: string, pattern: string, flags = "gi"): Rule => [
  new RegExp(pattern, flags),
  replacement,
];

type Rule = readonly [pattern: RegExp, replacement: string | ((text: string) => string)];

/** In this order: what a URL or a header hides as a whole goes before its parts are looked at. */
const rules: readonly Rule[] = [
  [/-----BEGIN [A-Z ]+-----(?:(?!-----END)[^])*(?:-----END [A-Z ]+-----)?/g, removed],
  // Names and passwords in a URL.
  to("$1", String.raw`(${scheme})[^\s/?#@"'<>\\]+@`),
  // Queries and fragments, of whole URLs and of paths, also when they are percent-encoded.
  to("$1", String.raw`(${scheme}(?:(?!\\+[nrt])[^\s?#"'<>])*)[?#](?![).,;]*(?:\s|$))${any}*(?<![).,;])`),
  to("", String.raw`\?[\w$.%~-]+(?:=|%3D)${any}*`),
  to("", String.raw`%(?:25)*3F${any}*`),
  // Headers.
  to(
    `$1: ${removed}`,
    String.raw`${start}((?:proxy-)?authorization|(?:set-)?cookie)${assigns}["'\\]*(?:[\w-]+ )?[^\s;"'<>\\]+(?:;[^\n;"'<>\\]*)*`,
  ),
  to(`$1 ${removed}`, String.raw`${start}(bearer|pop)(?:\s|%20|\+)+["'\\]*(?!${prose})[^\s,;"'<>\\]+`),
  to(
    `$1${removed}`,
    String.raw`${start}((?:HMAC-SHA256|SharedKey(?:Lite)?|SharedAccessSignature|Digest|Negotiate|NTLM)\s+)(?=\S*[=:/+\d])[^\s,"'<>\\]{8,}`,
  ),
  to(
    `$1${removed}`,
    String.raw`${start}((?:[Bb]asic|BASIC)\s+)(?=\S*(?:\d|=|[a-z][A-Z]))[A-Za-z\d+/=_-]{8,}`,
    "g",
  ),
  // Secrets by their names.
  to(`<$1>${removed}`, String.raw`<(${names})>[^<]*`),
  to(`$1$2${removed}`, String.raw`${start}(pass(?:word|wd)?|pwd)(\s*=\s*)[^;\n"'<>&\\]+(?=;)`),
  to(`$1$2${removed}`, String.raw`${start}(${names})(${assigns})${value}`),
  to(`$1$2${removed}`, String.raw`${start}(code|key|token)(${equals})${value}`),
  to(`$1$2${removed}`, `${start}(password|secret)(\\s+)(["'\`])(?:(?!\\3).){6,}\\3`),
  // Secrets by their looks.
  to(removed, String.raw`${start}eyJ[\w-]{8,}(?:\.[\w-]*)*`, "g"),
  [/(?<![\w+/=-])[A-Za-z\d+/_-]{20,}(?:={1,2}|(?:%3D){1,2})(?![\w=])/gi, removed],
  [/(?<![\da-z])[\da-f]{48,}(?![\da-z])/gi, removed],
  [/[\w+/~.%-]{24,}/g, (run) => (looksRandom(run) ? removed : run)],
];

/**
 * A text without tokens, keys, signatures and passwords, and without the queries of its URLs. Ids, paths,
 * codes and sentences stay.
 */
export const withoutSecrets = (text: string): string =>
  rules.reduce(
    (rest, [pattern, replacement]) =>
      typeof replacement === "string"
        ? rest.replace(pattern, replacement)
        : rest.replace(pattern, (found) => replacement(found)),
    text,
  );
