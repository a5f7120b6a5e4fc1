import { captureStatus } from "../arm/packetCaptures/capture.ts";
import { ControlError } from "./controlError.ts";
import type { CaptureBlobs } from "../arm/packetCaptures/session/captureBlobs.ts";
import type { CaptureTable } from "../arm/packetCaptures/session/captureTable.ts";
import type { HttpAnswer } from "../http/httpAnswer.ts";

/** The media type of capture files, as registered. */
const mediaType = "application/vnd.tcpdump.pcap";

interface Stored {
  readonly store: CaptureTable;
  readonly files: CaptureBlobs;
}

/** The capture file of the newest packet capture with this name, `<name>.cap`. */
export async function captureFile({ store, files }: Stored, file: string): Promise<HttpAnswer> {
  const [, name] = /^(.+)\.cap$/i.exec(file) ?? [];
  if (name === undefined) throw new ControlError(404, `${file} was not found. A capture file is <name>.cap.`);
  const capture = store.all().findLast((one) => one.name.toLowerCase() === name.toLowerCase());
  if (capture === undefined) throw new ControlError(404, `There is no packet capture ${name}.`);
  if (capture.ring !== null)
    throw new ControlError(
      404,
      `The packet capture ${name} is continuous: GET /captures/${name}/files lists its files.`,
    );
  if (captureStatus(capture) === "Running")
    throw new ControlError(404, `The packet capture ${name} is running: there is no file yet.`);
  const content = capture.blob === null ? null : await files.read(capture.blob);
  if (content === null) throw new ControlError(404, `The packet capture ${name} left no file in storage.`);
  const headers = {
    "content-type": mediaType,
    "content-disposition": `attachment; filename="${capture.name.replaceAll(/[^\w.-]/g, "_")}.cap"`,
  };
  return { status: 200, headers, body: content };
}
