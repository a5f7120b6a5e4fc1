interface Named {
  readonly scaleSetId: string;
  readonly ids: readonly string[];
}

/** The instances that an alert names of a scale set, as a request has them; without a member: all of them. */
export function instancesOf(
  id: string,
  named: readonly Named[] = [],
): { readonly instanceIds?: readonly string[] } {
  const found = named.find(({ scaleSetId }) => scaleSetId === id);
  return found === undefined ? {} : { instanceIds: found.ids };
}
