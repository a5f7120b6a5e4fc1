/**
 * From when on something is a finding. One table, so that the reasons can be compared; every value has its
 * reason. Shares are from 0 to 1.
 */
export const thresholds = {
  // The answer and the lead.
  /** A peer with less of the bytes is one of several, and answers no alert. */
  answeringShare: 0.2,
  /** A peer with less than half of the bytes does not displace a scan or a dead service from the lead. */
  leadingShare: 0.5,
  /** What a peer may lack up to this share is no more than the rounding of its own share. */
  negligibleMissing: 0.01,

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
    /** Bytes: a check that opens and closes a connection has under 500, a failed login under 20,000. */
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
    /** Share of the intervals that are within `nearShare` of their median: some calls may be lost. */
    regularShare: 0.8,
    nearShare: 0.3,
    /** With fewer starts than these all intervals must be much closer: a few are alike by chance. */
    manyStarts: 12,
    nearShareOfFew: 0.1,
    /** Median distance of the sizes from their median: transfers of all sizes ask for no orders. */
    sizeDispersion: 0.3,
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
  /** Fewer times are no median; they are told all the same when they are half of all that the capture has. */
  leastTimes: 5,
  onlyTimesShare: 0.5,
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
  /** A shorter pause matters in a capture that is little longer: of its time, so much. */
  notedClosedShare: 0.1,
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
  /** Where nothing works at all, one repeated SYN tells: operating systems repeat it after a second. */
  onlySynSpan: 1e9,
  /** A service that mostly works: failures, and their shares of all connections. */
  failingAttempts: 5,
  failingShare: 0.2,
  mostlyFailingShare: 0.5,
  /** Attempts per second from which on they are a flood or a scan, which other findings tell. */
  floodRate: 20,
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
  // DNS.
  /** Queries to a server that answers none: one lookup with its usual repetitions. */
  dnsSilentQueries: 3,
  /** Resolvers pass over a silent server that gets fewer of the queries. */
  dnsSilentShare: 0.2,
  /** A resolver on the VM meets dead servers all the time: below this share they are a note. */
  dnsSilentNoise: 0.05,
  /** Strangers ask any host for names: queries from which on the VM's silence is worth a note. */
  dnsOwnSilentQueries: 20,
  /** Questions without an answer of a server that answers others: fewer are lost packets. */
  dnsLostQuestions: 10,
  dnsLostShare: 0.1,
  /** From here on lookups fail more often than not, and so does what depends on them. */
  dnsDownShare: 0.5,
  /** SERVFAIL and REFUSED are the server's own trouble: one broken name makes a few of them. */
  dnsFailedAnswers: 5,
  dnsFailedShare: 0.1,
  dnsDownAnswers: 10,
  /** NXDOMAIN for few names: a zone that lacks them, or a misspelt setting. */
  dnsMissingAnswers: 20,
  /** More names than a search list or a misspelt name makes fail. */
  dnsMissingNames: 100,
  dnsMissingShare: 0.5,
  /** Fewer answers have no 95th percentile. */
  dnsTimedAnswers: 20,
  /** People wait from a second on; Azure's resolver takes some milliseconds, and recursion up to 300. */
  dnsSlowMs: 1000,
  dnsSluggishMs: 300,
  /** Azure's resolver takes 1,000 queries a second of a VM, and drops more. */
  dnsLimitPerSecond: 1000,
  dnsStormPerSecond: 500,
  /** A busy server with a cache stays far below this rate over time. */
  dnsSteadyPerSecond: 50,
  dnsSteadyQueries: 1000,
  /** Different names below one domain, and the mean of their longest labels: names of hosts are shorter. */
  dnsTunnelNames: 50,
  dnsTunnelLabelBytes: 24,
  /** With most queries of types whose answers carry much, fewer names tell as much. */
  dnsTunnelBulkNames: 20,
  dnsTunnelBulkShare: 0.5,
  /** Bytes in labels: no lookup of a reputation or of a session carries as much in a few minutes. */
  dnsTunnelBytes: 65_536,

  // TLS.
  /** Fatal alerts of one kind with one server: fewer are a client that went away, or a scanner. */
  tlsAlerts: 3,
  tlsAlertShare: 0.05,
  tlsDownShare: 0.5,
  /** Scanners offer what no server takes: alerts from which on they are the VM's own trouble. */
  tlsOwnAlerts: 10,
  /** Zeek notes certificates that expire within 30 days; within a week there is little time to renew them. */
  certificateNoteDays: 30,
  certificateWarningDays: 7,
  /** An earlier capture has no clock: Azure captures packets since 2017. Seconds since the epoch, 2005. */
  earliestClock: 1_104_537_600,
  /** One handshake with an expired certificate may be a stranger's, or a test. */
  certificateHandshakes: 2,

  // HTTP.
  /** 5xx: one crash makes a few. */
  httpServerErrors: 5,
  httpServerErrorShare: 0.05,
  httpDownErrors: 10,
  httpDownShare: 0.5,
  /** 4xx are mostly the client's doing: only when most requests get one, they are a trouble. */
  httpClientErrors: 20,
  httpClientErrorShare: 0.5,
  /** Authentication by NTLM or Digest begins with one 401 or 407 for each success. */
  httpChallengeShare: 0.8,
  /** 429: the service says itself that the client is over its limit. */
  httpThrottled: 10,

  // Azure's platform.
  /** A load balancer takes a VM out of its pool after one or two failed probes in a row. */
  platformProbes: 2,
  platformProbeShare: 0.5,
  /** Connections or requests to the platform's services: clients repeat a single one that fails. */
  platformFailures: 3,
  platformFailureShare: 0.5,
  // What ICMP says.
  icmp: {
    /** One message says little: a host may be restarting, or a client gone. */
    warningTimes: 2,
    /** Clients of the VM that went away, each of which is of no interest. */
    lostClients: 10,
    /** A name service: a resolver asks two or three times, seconds apart, and then the name is lost. */
    deadResolver: { times: 2, seconds: 2 },
    /** A host of the own network: it is there because the VM needs it. */
    deadNeighbour: { times: 3, seconds: 2 },
    /** A host of the internet: a client of many such hosts always finds some of them down. */
    deadStranger: { times: 10, seconds: 10 },
    /** Clients that keep asking the VM for what is not there; strangers that knock ask a few times. */
    refusedByVm: { times: 20, seconds: 10 },
    /** Refused UDP ports from which on they are one scan (Zeek's 15 ports of a host). */
    scannedPorts: 15,
    /**
     * A sender that heard of the limit sends no larger packets for ten minutes. Before that its first flight,
     * ten segments, gets as many messages, but within one round trip.
     */
    deafSender: { times: 5, seconds: 3 },
    /** The same of several connections, each of which may not know what the others heard. */
    deafSenders: { times: 20, seconds: 10 },
    /** Routers that report one destination: a trace of the route, which three probes each are sent for. */
    tracedRouters: 3,
    /** Messages of so few routers about one destination, beyond the probes of a trace: a loop. */
    loopTimes: 5,
    /** A fragment gets lost now and then. */
    lostFragments: 3,
    /** Findings of each of these kinds that stand alone; the others are told together. */
    told: 2,
  },
} as const;
