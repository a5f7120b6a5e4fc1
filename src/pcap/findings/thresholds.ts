/**
 * From when on something is a finding. One table, so that the reasons can be compared; every value has its
 * reason. Shares are from 0 to 1.
 */
export const thresholds = {
  /** A peer with less of the bytes is one of several, and answers no alert. */
  answeringShare: 0.2,

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
