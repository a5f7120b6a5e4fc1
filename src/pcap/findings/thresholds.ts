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
} as const;
