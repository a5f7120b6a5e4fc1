/**
 * From when on something is a finding. One table, so that the reasons can be compared; every value has its
 * reason. Shares are from 0 to 1.
 */
export const thresholds = {
  /** A peer with less of the bytes is one of several, and answers no alert. */
  answeringShare: 0.2,

  // Connections. Times are in nanoseconds.

  /** Findings of one kind, the worst first: more of them would take the place of others. */
  ofKind: 3,
  /** Fewer times are no median. */
  leastTimes: 5,
  /** Half way around the world takes 300 ms; a handshake that takes longer waits for something. */
  slowHandshake: 500e6,
  /** Slow if it also takes many times as long as handshakes with the other services. */
  outstandingHandshake: 150e6,
  outstandingFactor: 10,
  /** Clients of the VM's own services are anywhere, on any network. */
  slowClientHandshake: 1e9,
  /** People notice a second (Nielsen, 1993). */
  slowFirstByte: 1e9,
  /** Most clients give up after 30 s; whoever takes longer was asked to wait, or sends unasked. */
  pollingFirstByte: 30e9,
  /** A path's share of the first byte from which on the path is slow, and not the service. */
  pathShareOfFirstByte: 0.5,
  /** Fewer retransmissions happen on any path. */
  leastRetransmissions: 10,
  /** TCP's throughput falls with the square root of the loss: 2% leave it a seventh of what 0.04% do. */
  lossShare: 0.02,
  /** Below that, worth knowing. */
  notedLossShare: 0.01,
  /** A program that does not read for as long stalls its peer; shorter pauses are flow control. */
  closedWindow: 1e9,
  notedClosedWindow: 200e6,
  /** Fewer full windows are flow control at work. */
  leastFullWindows: 100,
  /** Connections that all went silent at a large segment: by chance only one of them would. */
  blockedConnections: 2,
  /** Failures without any success from which on a service is dead, if they spread over `deadServiceSpan`. */
  deadServiceAttempts: 3,
  deadServiceSpan: 2e9,
  /** Fewer attempts tell as much when SYNs are repeated for as long: until the third, or the fourth one. */
  repeatedSynSpan: 2.5e9,
  singleSynSpan: 6e9,
  /** A service that mostly works: failures, and their shares of all connections. */
  failingAttempts: 5,
  failingShare: 0.2,
  mostlyFailingShare: 0.5,
  /** Attempts per second from which on they are a flood or a scan, which other findings tell. */
  floodRate: 20,
  /** Failing ports of one host, and hosts at one port, from which on the VM scans (Zeek's thresholds). */
  scannedPorts: 15,
  scannedHosts: 25,
  /** Clients with half-open connections from which on it is a flood. */
  halfOpenClients: 10,
  /** Resets, and their share of a service's connections; fewer are programs that end. */
  leastResets: 5,
  resetShare: 0.3,
  /** Clients often reset instead of closing. */
  leastClientResets: 10,
  clientResetShare: 0.5,

  // The quality of the capture.

  /** Zeek's threshold of a lossy capture (policy/misc/capture-loss.zeek warns of far more). */
  gapShare: 0.001,
  /** From here on no count of TCP health can be trusted. */
  manyGapsShare: 0.01,
  leastGaps: 5,
  /** Copies per other segment: most packets are there twice, or some are. */
  copiedShare: 0.5,
  notedCopiedShare: 0.05,
  leastCopies: 5,
  /** Packets that cannot all go the same way by chance, and with connections that show it. */
  oneWayPackets: 20,
  oneWayTcpPackets: 5,
  /** Share of cut packets from which on their contents are not told. */
  cutShare: 0.1,
} as const;
