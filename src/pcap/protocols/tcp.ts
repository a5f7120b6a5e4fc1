const dns = 53;
const multicastDns = 5353;
/** Below that of DNS, whose protocols tshark reads first: it asks the lower port. */
const lowerServices: readonly number[] = [7, 13, 19, 20, 21, 22, 23, 25, 37, 42, 43, 49];

/** Whether a connection between these ports is read as DNS. */
export function isTcpDns(onePort: number, otherPort: number): boolean {
  const lower = onePort < otherPort ? onePort : otherPort;
  if (lower === dns || lower === multicastDns) return true;
  return (onePort === dns || otherPort === dns) && !lowerServices.includes(lower);
}
