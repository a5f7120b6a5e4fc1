/** A compiled ASP.NET route template. */
export interface RouteTemplate {
  /** More specific templates sort first. */
  readonly rank: string;
  /** The decoded parameters of a path without its leading slash; null when it does not match. */
  match(path: string): Readonly<Record<string, string>> | null;
}

const constraints: Readonly<Record<string, string>> = {
  int: "-?\\d{1,10}",
  long: "-?\\d{1,19}",
  alpha: "[A-Za-z]+",
  bool: "[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]",
  guid: "[0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}",
};

const parameter = /^(?<catchAll>\*{0,2})(?<name>\w+)(?::(?<constraint>\w+))?(?<optional>\??)$/;

/** @throws Error for features that Azure has and this host lacks: default values, other constraints. */
export function routeTemplate(template: string): RouteTemplate {
  const names: string[] = [];
  const segments = template.split("/").filter((segment) => segment !== "");
  const parsed = segments.map((segment) => parseSegment(segment, template, names));
  const source = parsed.map(({ pattern, optional }, index) => {
    const slash = index === 0 ? "" : "/";
    return optional ? `(?:${slash}${pattern})?` : slash + pattern;
  });
  const form = new RegExp(`^${source.join("")}/?$`, "i");
  return {
    rank: parsed.map(({ rank }) => rank).join(""),
    match(path) {
      const found = form.exec(path);
      return found === null ? null : decoded(names, found.slice(1));
    },
  };
}

interface Segment {
  readonly pattern: string;
  readonly optional: boolean;
  /** ASP.NET's order: literal, mixed or constrained, parameter, catch-all. */
  readonly rank: "1" | "2" | "3" | "5";
}

function parseSegment(segment: string, template: string, names: string[]): Segment {
  const parts = segment.split(/(\{[^{}]*\})/).filter((part) => part !== "");
  const parsed = parts.map((part) => parsePart(part, template, names));
  const [only] = parsed;
  if (only !== undefined && parsed.length === 1) return only;
  return { pattern: parsed.map(({ pattern }) => pattern).join(""), optional: false, rank: "2" };
}

function parsePart(part: string, template: string, names: string[]): Segment {
  if (!part.startsWith("{")) return { pattern: part.replace(/[^\w]/g, "\\$&"), optional: false, rank: "1" };
  const { name = "", constraint, catchAll = "", optional } = parameter.exec(part.slice(1, -1))?.groups ?? {};
  const form = constraint === undefined ? "[^/]+?" : constraints[constraint];
  if (name === "" || form === undefined)
    throw new Error(`The route '${template}' has ${part}, which the local host does not support.`);
  names.push(name);
  if (catchAll !== "") return { pattern: "(.*)", optional: true, rank: "5" };
  const rank = constraint === undefined ? "3" : "2";
  return { pattern: `(${form})`, optional: optional === "?", rank };
}

/** Empty parameters are left out. */
function decoded(
  names: readonly string[],
  values: readonly (string | undefined)[],
): Readonly<Record<string, string>> | null {
  try {
    const pairs = names.map((name, index) => [name, decodeURIComponent(values[index] ?? "")] as const);
    return Object.fromEntries(pairs.filter(([, value]) => value !== ""));
  } catch {
    return null;
  }
}
