/** The environment variables of the commands that start an environment. */
export const startVariables = [
  ["PORT", "port of the function app (7071)"],
  ["LOCAL_CONTROL_PORT", "port of the control API (7072)"],
  ["LOCAL_AZURE_PORT", "port of simulated Azure (7443)"],
  ["LOCAL_BLOB_PORT", "port of blob storage (10000)"],
  ["LOCAL_STATE_DIR", "folder of everything that survives a restart (.local)"],
  ["LOCAL_TRAFFIC", "traffic of the simulated VMs: docs/local-control-api.md"],
  ["LOCAL_RECORD_DIR", "folder for a record of every call to simulated Azure and every log entry"],
  ["NO_COLOR", "any value: no colors"],
] as const;
