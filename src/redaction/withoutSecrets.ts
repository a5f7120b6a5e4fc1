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
  "(?:tokens?|auth\\w*|schemes?|challenges?|realm|error\\w*|headers?|credentials?|access|is|was|not|or|and|in|for|the|must|scope|resource\\w*|client_id)\\b";

type Rule = readonly [pattern: RegExp, replacement: string | ((text: string) => string)];

/** In this order: what a URL or a header hides as a whole goes before its parts are looked at. */
const rules: readonly Rule[] = [
  [/-----BEGIN [A-Z ]+-----(?:(?!-----END)[^])*(?:-----END [A-Z ]+-----)?/g, removed],
  // Names and passwords in a URL.
  [/(\b[a-z][a-z\d+.-]{1,20}:(?:\\?\/){2})[^\s/?#@"'<>]+@/gi, "$1"],
  // Queries and fragments, of whole URLs and of paths, also when they are percent-encoded.
  [/(\b[a-z][a-z\d+.-]{1,20}:(?:\\*\/){2}[^\s?#"'<>]*)[?#][^\s"'<>]*[^\s"'<>).,;]/gi, "$1"],
  [/\?[\w$.%~-]+(?:=|%3D)[^\s"'<>]*/gi, ""],
  [/%(?:25)*3F[^\s"'<>]*/gi, ""],
  // Headers.
  [
    new RegExp(
      String.raw`\b((?:proxy-)?authorization|(?:set-)?cookie)${assigns}["'\\]*(?:[\w-]+ )?[^\s;"'<>]+(?:;[^\n;"'<>]*)*`,
      "gi",
    ),
    `$1: ${removed}`,
  ],
  [
    new RegExp(String.raw`\b(bearer|pop)(?:\s|%20|\+)+["'\\]*(?!${prose})[^\s,;"'<>\\]+`, "gi"),
    `$1 ${removed}`,
  ],
  [
    /\b((?:HMAC-SHA256|SharedKey(?:Lite)?|SharedAccessSignature|Digest|Negotiate|NTLM)\s+)(?=\S*[=:/+\d])\S{8,}/gi,
    `$1${removed}`,
  ],
  [/\b((?:[Bb]asic|BASIC)\s+)(?=\S*(?:\d|=|[a-z][A-Z]))[A-Za-z\d+/=_-]{8,}/g, `$1${removed}`],
  // Secrets by their names.
  [new RegExp(String.raw`<(${names})>[^<]*`, "gi"), `<$1>${removed}`],
  [new RegExp(String.raw`\b(pass(?:word|wd)?|pwd)(\s*=\s*)[^;\n"'<>&]+(?=;)`, "gi"), `$1$2${removed}`],
  [new RegExp(String.raw`(?<![A-Za-z\d])(${names})(${assigns})${value}`, "gi"), `$1$2${removed}`],
  [new RegExp(String.raw`(?<![A-Za-z\d])(code|key|token)(${equals})${value}`, "gi"), `$1$2${removed}`],
  [/\b(password|secret)(\s+)(["'`])(?:(?!\3).){6,}\3/gi, `$1$2${removed}`],
  // Secrets by their looks.
  [/(?<![A-Za-z\d])eyJ[\w-]{8,}(?:\.[\w-]*)*/g, removed],
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
