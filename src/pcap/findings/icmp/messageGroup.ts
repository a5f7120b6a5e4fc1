import type { ErrorMessage } from "../../messages/errorMessage.ts";

const framesKept = 3;

/** Messages that are told together. */
export interface MessageGroup {
  readonly messages: readonly [ErrorMessage, ...ErrorMessage[]];
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Of the first messages. */
  readonly frames: readonly number[];
}

/** Puts messages with one key together; the groups with the most messages first. */
export function groupMessages(
  messages: readonly ErrorMessage[],
  keyOf: (message: ErrorMessage) => string,
): MessageGroup[] {
  const groups = new Map<string, [ErrorMessage, ...ErrorMessage[]]>();
  for (const message of messages) {
    const key = keyOf(message);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [message]);
    else known.push(message);
  }
  return [...groups.values()].map(joinMessages).sort((one, other) => other.count - one.count);
}

export function joinMessages(messages: readonly [ErrorMessage, ...ErrorMessage[]]): MessageGroup {
  const [first] = messages;
  let { firstAt, lastAt } = first;
  let count = 0;
  for (const message of messages) {
    count += message.count;
    firstAt = Math.min(firstAt, message.firstAt);
    lastAt = Math.max(lastAt, message.lastAt);
  }
  const frames = messages
    .flatMap((message) => message.frames)
    .sort((one, other) => one - other)
    .slice(0, framesKept);
  return { messages, count, firstAt, lastAt, frames };
}

/** How many different values the messages of a group have. */
export const distinct = ({ messages }: MessageGroup, of: (message: ErrorMessage) => number): number =>
  new Set(messages.map(of)).size;

/** Seconds between the first message and the last. */
const secondsOf = ({ firstAt, lastAt }: MessageGroup): number => (lastAt - firstAt) / 1e9;

/** Whether a group has as many messages, over as long a time. */
export const lasts = (
  group: MessageGroup,
  least: { readonly times: number; readonly seconds: number },
): boolean => group.count >= least.times && secondsOf(group) >= least.seconds;
