import { createDecipheriv } from "node:crypto";

/** The parts of a text that PowerShell's `ConvertFrom-SecureString -Key` made. */
export interface SecureString {
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
}

/**
 * Marks the encrypted form. PowerShell defines it in SecureStringHelper.cs and SecureStringCommands.cs, and
 * ignores its casing too.
 */
const header = /^76492d1116743f0423413b16050a5345/i;

export const isSecureString = (text: string): boolean => header.test(text);

/**
 * Without `-Key`, PowerShell on Windows encrypts for one account of one machine. In hex, the result of DPAPI
 * begins like this.
 */
export const isForOneWindowsAccount = (text: string): boolean =>
  /^01000000d08c9ddf0115d1118c7a00c04fc297eb/i.test(text);

/**
 * After the header follows base64 of UTF-16LE "2|<IV in base64>|<ciphertext in hex>". White space is ignored,
 * because a console wraps the long line. Null when the text is damaged.
 */
export function readSecureString(text: string): SecureString | null {
  const encoded = text.replace(header, "").replaceAll(/\s/g, "");
  const packed = Buffer.from(encoded, "base64").toString("utf16le");
  const [, iv, hex] = /^2\|([A-Za-z0-9+/]{22}==)\|((?:[0-9a-f]{32})+)$/i.exec(packed) ?? [];
  if (iv === undefined || hex === undefined) return null;
  return { iv: Buffer.from(iv, "base64"), ciphertext: Buffer.from(hex, "hex") };
}

/** The password, from AES in CBC mode with PKCS #7 padding and UTF-16LE; null when the key is wrong. */
export function decrypt({ iv, ciphertext }: SecureString, key: Buffer): string | null {
  const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, iv);
  try {
    return readText(Buffer.concat([decipher.update(ciphertext), decipher.final()]));
  } catch {
    return null;
  }
}

/** One wrong key in 256 ends in plausible padding too, but nearly always in half a character. */
function readText(bytes: Buffer): string | null {
  const text = bytes.toString("utf16le");
  return bytes.length % 2 === 0 && text !== "" && text.isWellFormed() ? text : null;
}

const keyBytes = [16, 24, 32];

const isKey = (key: Buffer): boolean => keyBytes.includes(key.length);

/**
 * The key in a key file; null when the file holds none. The tutorial's `Set-Content` writes one decimal
 * number per line. `Out-File` of Windows PowerShell does the same in UTF-16. `Set-Content -Encoding Byte`
 * (now `-AsByteStream`) writes the bytes themselves. Base64 is accepted too.
 */
export function readKeyFile(file: Buffer): Buffer | null {
  const text = decode(file).trim();
  const numbers = text.split(/[\s,]+/).map((number) => (/^\d{1,3}$/.test(number) ? Number(number) : NaN));
  if (numbers.every((number) => number <= 255) && keyBytes.includes(numbers.length))
    return Buffer.from(numbers);
  const base64 = Buffer.from(text, "base64");
  const isBase64 = base64.toString("base64") === text && isKey(base64);
  if (isKey(file) && !(isBase64 && text.endsWith("="))) return file;
  return isBase64 ? base64 : null;
}

function decode(file: Buffer): string {
  const isUtf16 = file[0] === 0xff && file[1] === 0xfe;
  return file.toString(isUtf16 ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}
