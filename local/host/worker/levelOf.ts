import { logLevels, type LogLevel } from "../log.ts";

export const levelOf = (name: string): LogLevel => logLevels.find((level) => level === name) ?? "information";
