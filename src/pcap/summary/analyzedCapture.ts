import type { Applications } from "../applications/applications.ts";
import type { AlertMoment } from "../before/alertMoment.ts";
import type { BeforeTraffic } from "../before/beforeTraffic.ts";
import type { TimeWindow } from "../before/windowCounts.ts";
import type { Behaviour } from "../behaviour/behaviour.ts";
import type { ConnectionLedger } from "../connections/connectionLedger.ts";
import type { CaptureClock } from "../file/captureClock.ts";
import type { FileCounts } from "../file/fileCounts.ts";
import type { RecordFormat } from "../file/recordFormat.ts";
import type { RecordStream, StreamEnding } from "../file/recordStream.ts";
import type { Flow } from "../flows/flow.ts";
import type { FlowTable } from "../flows/flowTable.ts";
import type { Ledger } from "../flows/ledger.ts";
import type { ErrorMessages } from "../messages/errorMessages.ts";
import type { NameReader } from "../names/nameReader.ts";
import type { ProtocolFrames } from "../protocols/protocolFrames.ts";
import type { NumberHash } from "../tables/keyedHash.ts";
import type { TcpCounts } from "../tcp/tcpCounts.ts";
import type { AddressBook } from "./addressBook.ts";
import type { Question } from "./captureSummary.ts";
import type { Timeline } from "./timeline.ts";

/** What every packet adds to. */
interface PacketCounts {
  readonly packets: number;
  readonly wireBytes: number;
  readonly file: FileCounts;
  /** Of TCP segments that are cut before their flags, those from before the capture. */
  readonly flaglessBefore: number;
}

/** What was recorded of the window of the alert's rule. */
export interface WindowedLedger extends TimeWindow {
  readonly ledger: Ledger;
}

/** All counts, once the whole file is read. */
export interface AnalyzedCapture {
  /** Of the capture file. */
  readonly ending: StreamEnding;
  readonly stream: RecordStream;
  /** Packets from before it; null where there are no files of them. */
  readonly before: BeforeTraffic | null;
  /** Packets that could not be read, of all files. */
  readonly unread: RecordFormat["unread"];
  readonly moment: AlertMoment | null;
  /** Null where most of the window was not recorded. */
  readonly windowed: WindowedLedger | null;
  readonly counts: PacketCounts;
  readonly clock: CaptureClock;
  readonly frames: ProtocolFrames;
  /** Errors that ICMP told. */
  readonly messages: ErrorMessages;
  readonly tcp: TcpCounts;
  /** Whether the capture has one direction only: then outcomes of connections are unknown. */
  readonly oneSided: boolean;
  /** Whether refused and unanswered connections can be told at all. */
  readonly outcomesKnown: boolean;
  /** Whether there were more IPv6 addresses than fit in memory. */
  readonly addressesOverflowed: boolean;
  readonly timeline: Timeline;
  readonly flows: FlowTable;
  readonly names: NameReader;
  readonly applications: Applications;
  readonly ledger: Ledger;
  readonly behaviour: Behaviour;
  readonly connections: ConnectionLedger;
  /** The largest flows, largest first. */
  readonly largest: readonly Flow[];
  /** Keys of the VM's addresses. */
  readonly local: ReadonlySet<number>;
  readonly given: boolean;
  readonly question: Question | null;
  /** What the capture's filters let through: "captured UDP 53 traffic"; null without filters. */
  readonly traffic: string | null;
  readonly book: AddressBook;
  readonly hash: NumberHash;
}
