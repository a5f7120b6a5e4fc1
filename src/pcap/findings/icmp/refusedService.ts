import { ipProtocol, ipProtocolName } from "../../protocols/ipProtocol.ts";

const names: Readonly<Record<number, string>> = {
  53: "DNS",
  67: "DHCP",
  69: "TFTP",
  88: "Kerberos",
  123: "NTP",
  137: "NetBIOS",
  161: "SNMP",
  162: "SNMP traps",
  389: "LDAP",
  500: "IKE",
  514: "syslog",
  1812: "RADIUS",
  3478: "STUN",
  4500: "IPsec",
  4789: "VXLAN",
  6081: "Geneve",
  8125: "StatsD",
};
const tcpNames: Readonly<Record<number, string>> = {
  22: "SSH",
  25: "SMTP",
  53: "DNS",
  80: "HTTP",
  88: "Kerberos",
  389: "LDAP",
  443: "HTTPS",
  445: "SMB",
  636: "LDAPS",
  1433: "SQL Server",
  3306: "MySQL",
  3389: "RDP",
  5432: "PostgreSQL",
  6379: "Redis",
};

/** "DNS (UDP 53)"; "UDP 7001" for a port without a usual service. */
export function refusedService(protocol: number, port: number): string {
  const plain = `${ipProtocolName(protocol)} ${port}`;
  const name = (protocol === ipProtocol.tcp ? tcpNames : names)[port];
  return name === undefined ? plain : `${name} (${plain})`;
}
