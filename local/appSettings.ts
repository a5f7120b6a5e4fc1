/** Settings as an environment holds them. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Settings of the app that the local environment chooses unless the user did; the rest come from simulated Azure. */
const defaults: Env = {
  NOTIFY_EMAIL_TO: "oncall@example.com",
  WEBSITE_SITE_NAME: "capture-on-alert-local",
};

/**
 * The app's settings: the user's own win, even when empty, so that an emptied one is reported as missing. Azure's
 * identity variables of the machine are left out: here the app signs in to simulated Azure.
 */
export function appSettings(user: Env, simulated: Env): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...defaults, ...simulated, ...user }))
    if (value !== undefined) settings[name] = value;
  return { ...settings, ...identityOf(simulated) };
}

const identityOf = ({ IDENTITY_ENDPOINT = "", IDENTITY_HEADER = "" }: Env) => ({
  IDENTITY_ENDPOINT,
  IDENTITY_HEADER,
});
