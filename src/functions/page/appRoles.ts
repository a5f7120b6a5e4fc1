import type { Viewer } from "../../api/viewer.ts";

export type Right = Viewer["rights"][number];

/** The app roles of the app registration, and the rights that each of them gives. */
const rightsOfRoles: Readonly<Record<string, readonly Right[]>> = {
  "Captures.Read": ["read"],
  "Captures.Operate": ["read", "operate"],
};

const roleOfRight: Readonly<Record<Right, string>> = { read: "Captures.Read", operate: "Captures.Operate" };

export const appRoles = {
  /** What someone with these app roles may do. */
  rightsOf: (roles: readonly string[]): readonly Right[] => [
    ...new Set(
      Object.entries(rightsOfRoles).flatMap(([role, rights]) => (roles.includes(role) ? rights : [])),
    ),
  ],

  /** The least app role that gives the right. */
  roleFor: (right: Right): string => roleOfRight[right],
};
