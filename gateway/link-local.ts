// Addresses that only a cloud's metadata service answers at.

/** RFC 3927 (169.254/16), RFC 4291 section 2.5.6 (fe80::/10), and IPv4 in IPv6 of the former. @param hostname as `URL` writes it */
export function isLinkLocal(hostname: string): boolean {
  return /^(169\.254\.|\[fe[89ab]|\[::ffff:a9fe:)/i.test(hostname);
}
