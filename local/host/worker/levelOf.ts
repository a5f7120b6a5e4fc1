import type { LogLevel } from "../log.ts";

const levels: readonly LogLevel[] = ["trace", "debug", "information", "warning", "error", "critical"];

export const levelOf = (name: string): LogLevel => levels.find((level) => level === name) ?? "information";
