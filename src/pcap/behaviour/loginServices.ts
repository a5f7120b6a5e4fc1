/** A service that takes a password, by its TCP port. */
export interface LoginService {
  readonly name: string;
  /**
   * Whether programs also use it all day with many short connections, as they use a database or a directory.
   */
  readonly busy: boolean;
}

const login = (name: string): LoginService => ({ name, busy: false });
const busy = (name: string): LoginService => ({ name, busy: true });

/** By port; those that password guessers try first (Hydra's and Ncrack's modules). */
export const loginServices: ReadonlyMap<number, LoginService> = new Map([
  [21, login("FTP")],
  [22, login("SSH")],
  [23, login("Telnet")],
  [25, busy("SMTP")],
  [110, busy("POP3")],
  [139, login("SMB")],
  [143, busy("IMAP")],
  [389, busy("LDAP")],
  [445, login("SMB")],
  [465, busy("SMTP")],
  [587, busy("SMTP")],
  [636, busy("LDAP")],
  [993, busy("IMAP")],
  [995, busy("POP3")],
  [1433, busy("SQL Server")],
  [1521, busy("Oracle")],
  [2222, login("SSH")],
  [2323, login("Telnet")],
  [3306, busy("MySQL")],
  [3389, login("RDP")],
  [5432, busy("PostgreSQL")],
  [5900, login("VNC")],
  [5901, login("VNC")],
  [5985, login("WinRM")],
  [5986, login("WinRM")],
  [6379, busy("Redis")],
  [27017, busy("MongoDB")],
]);
