/**
 * From when on something is a finding. One table, so that the reasons can be compared; every value has its
 * reason. Shares are from 0 to 1.
 */
export const thresholds = {
  /** A peer with less of the bytes is one of several, and answers no alert. */
  answeringShare: 0.2,

  // How hosts behave.
  probing: {
    /** Ports of a host, and hosts, that fail: Zeek's thresholds of a scan (policy/misc/scan.zeek). */
    ports: 15,
    hosts: 25,
    /** Share that fails: a busy client of many hosts always finds some of them down. */
    failedShare: 0.5,
    /** An outside host that tries so many ports lists what the VM has, and is not a stranger that knocks. */
    manyPorts: 50,
  },
  flood: {
    /** With fewer attempts no backlog fills; a pool of connections opens as many at once. */
    attempts: 20,
    /** Per second: a backlog of 128 fills within two seconds. No client asks a silent service so often. */
    perSecond: 100,
    /** A busy server that answers most connections is busy. */
    failedShare: 0.5,
    /** Operating systems repeat a SYN after a second: more such attempts are clients of a dead service. */
    patientShare: 0.5,
    /** Per second: even patient clients exhaust a server. */
    perSecondAnyway: 1_000,
  },
  guessing: {
    /** Short connections to a service with a password: a person and a script need fewer. */
    connections: 15,
    /** Zeek's threshold of password guessing over SSH (SSH::password_guesses_limit). */
    certain: 30,
    /** A monitor looks once a minute or every few seconds; guessing waits for no clock. */
    perMinute: 6,
    /** Median distance from the median: failed logins differ by the length of a name, uses by much more. */
    dispersion: 0.25,
    /** Bytes of a connection: a check that opens and closes one has under 500, a failed login under 20,000. */
    leastBytes: 500,
    mostBytes: 20_000,
    /** A connection so many times larger than the others goes on behind the password. */
    largerBy: 2,
  },
  beacon: {
    /** Five intervals are the fewest that show a rule; so a capture shows periods up to a fifth of it. */
    starts: 6,
    /** More often than each second is a busy client. */
    leastSeconds: 1,
    /** Share of the intervals that are within `nearShare` of their median; one may be missing. */
    regularShare: 0.8,
    nearShare: 0.3,
    /** Quartiles closer together than this share of the median have no skew worth a name. */
    narrowShare: 0.05,
    /** Of 1: with a jitter of 20 % a beacon still has it, requests at random times do not. */
    score: 0.8,
  },
  /** Share of attempts that must be answered before their sizes and times mean anything. */
  answeredShare: 0.5,
  broadcast: {
    /** Per second to all hosts of a link: a quiet one has a few, and each interrupts every host. */
    perSecond: 50,
    packets: 200,
    /** DHCP clients ask a few times and then wait for seconds (RFC 2131 section 4.1). */
    dhcpPerSecond: 5,
    dhcpPackets: 20,
    /** As many DHCP requests exhaust the addresses of a subnet. */
    criticalPackets: 1_000,
    criticalPerSecond: 100,
    /** Requests at one moment that are more than a client and its neighbours make. */
    dhcpBurst: 5,
  },
  oneHost: {
    /** Share of the bytes of one host. */
    share: 0.5,
    /** Its largest service has at most this share of the host's bytes; otherwise that service is the news. */
    serviceShare: 0.5,
    /** With fewer ports the largest service says nearly the same. */
    ports: 5,
  },
  // Connections. Times are in nanoseconds.

  /** Findings of one kind, the worst first: more of them would take the place of others. */
  ofKind: 3,
  /** Fewer times are no median. */
  leastTimes: 5,
  /** Half the way around the world takes about 300 ms; a handshake that takes longer waits for something. */
  slowHandshake: 500e6,
  /** Slow if it also takes many times as long as handshakes with the other services. */
  outstandingHandshake: 150e6,
  outstandingFactor: 10,
  /** Clients of the VM's own services are anywhere, on any network. */
  slowClientHandshake: 1e9,
  /** People notice a second (Nielsen, 1993). */
  slowFirstByte: 1e9,
  /** Whoever takes longer was asked to wait, as in long polling. */
  pollingFirstByte: 20e9,
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
  /** Failures without any success from which on a service is dead, if they spread over `deadServiceSpan`. */
  deadServiceAttempts: 3,
  deadServiceSpan: 2e9,
  /** One attempt tells as much when its SYN is repeated for as long: at one and at three seconds. */
  unansweredSpan: 2.5e9,
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
  /** Connections of one direction for each of both from which on the capture has one direction. */
  oneWayFactor: 20,
  /** Packets that cannot all go the same way by chance. */
  oneWayPackets: 20,
  /** Share of cut packets from which on their contents are not told. */
  cutShare: 0.1,
} as const;
