/** The name at the end of an ARM id. */
export const vmNameOf = (id: string): string => id.slice(id.lastIndexOf("/") + 1);
