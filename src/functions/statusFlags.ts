/** What a status query can ask for, with the defaults of Durable. */
export const flagDefaults = { showInput: true, returnInternalServerErrorOnFailure: false };

export type StatusFlag = keyof typeof flagDefaults;

export const statusFlags = Object.keys(flagDefaults) as readonly StatusFlag[];
