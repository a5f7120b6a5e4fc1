/** Descriptions of alerts, RFC 8446 section 6 and RFC 5246 section 7.2, as Wireshark names them. */
const alertNames: ReadonlyMap<number, string> = new Map([
  [10, "unexpected_message"],
  [20, "bad_record_mac"],
  [21, "decryption_failed"],
  [22, "record_overflow"],
  [40, "handshake_failure"],
  [41, "no_certificate"],
  [42, "bad_certificate"],
  [43, "unsupported_certificate"],
  [44, "certificate_revoked"],
  [45, "certificate_expired"],
  [46, "certificate_unknown"],
  [47, "illegal_parameter"],
  [48, "unknown_ca"],
  [49, "access_denied"],
  [50, "decode_error"],
  [51, "decrypt_error"],
  [60, "export_restriction"],
  [70, "protocol_version"],
  [71, "insufficient_security"],
  [80, "internal_error"],
  [86, "inappropriate_fallback"],
  [109, "missing_extension"],
  [110, "unsupported_extension"],
  [112, "unrecognized_name"],
  [113, "bad_certificate_status_response"],
  [115, "unknown_psk_identity"],
  [116, "certificate_required"],
  [120, "no_application_protocol"],
]);

/** Alerts by which a client rejects a server's certificate. */
const distrust: readonly number[] = [42, 43, 44, 45, 46, 48];

export const isDistrust = (description: number): boolean => distrust.includes(description);

/** 40 → "handshake_failure (40)". */
export function alertText(description: number): string {
  const name = alertNames.get(description);
  return name === undefined ? `alert ${description}` : `${name} (${description})`;
}

export const isKnownAlert = (description: number): boolean => alertNames.has(description);
