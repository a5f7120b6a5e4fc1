/**
 * Actions that the compiled template's custom roles grant, however deep its modules nest.
 * @throws Error when there are none.
 */
export function actionsOfRoles(template: unknown): readonly string[] {
  const roles = resourcesOf(template, "microsoft.authorization/roledefinitions");
  const actions = roles.flatMap(({ properties }) =>
    (properties?.permissions ?? []).flatMap((permission) => literal(permission.actions ?? [])),
  );
  if (actions.length === 0) throw new Error("The template defines no custom role with actions.");
  return actions;
}

interface Role {
  readonly properties?: { readonly permissions?: readonly { readonly actions?: unknown }[] };
}

function resourcesOf(value: unknown, type: string): readonly Role[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "type" in value && typeof value.type === "string" && value.type.toLowerCase() === type;
  const below = Object.values(value).flatMap((inner: unknown) => resourcesOf(inner, type));
  return own ? [value as Role, ...below] : below;
}

function literal(actions: unknown): readonly string[] {
  if (Array.isArray(actions) && actions.every((action) => typeof action === "string")) return actions;
  throw new Error(`The role's actions are to be a list of texts; they are ${JSON.stringify(actions)}.`);
}

/**
 * What a role grants beyond what is needed, and what it lacks. Resource Manager does not tell casings apart.
 */
export function compareActions(granted: readonly string[], needed: readonly string[]) {
  const without = (some: readonly string[], others: readonly string[]) => {
    const known = new Set(others.map((action) => action.toLowerCase()));
    const rest = some.filter((action) => !known.has(action.toLowerCase()));
    return [...new Map(rest.map((action) => [action.toLowerCase(), action])).values()].sort();
  };
  return { notNeeded: without(granted, needed), missing: without(needed, granted) };
}
