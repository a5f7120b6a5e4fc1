/** How often each protocol's header occurs; a packet with two VLAN tags has two. */
export class ProtocolFrames {
  eth = 0;
  vlan = 0;
  arp = 0;
  ip = 0;
  ipv6 = 0;
  tcp = 0;
  udp = 0;
  icmp = 0;
  icmpv6 = 0;
  dns = 0;
}
