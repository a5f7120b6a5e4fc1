/** The service's sentence, recorded: "<instance id> does not exist or is in stopped state." */
const sentence = /\/virtualMachines\/([^/\s]{1,80}) does not exist or is in stopped state/i;

/** Ids of the instances that errors of an ended session tell to be gone. */
export const goneInstances = (errors: readonly string[]): readonly string[] =>
  errors.flatMap((error) => sentence.exec(error)?.[1] ?? []);
