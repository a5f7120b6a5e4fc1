/**
 * From when on something is a finding. One table, so that the reasons can be compared; every value has its
 * reason. Shares are from 0 to 1.
 */
export const thresholds = {
  /** A peer with less of the bytes is one of several, and answers no alert. */
  answeringShare: 0.2,

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
} as const;
