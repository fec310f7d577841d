// Which signatures the gateway believes, of issuers and of bureaus alike.

/** Asymmetric only: with symmetric ones a public key could be used as a secret (RFC 8725 section 2.1). */
export const signatureAlgorithms = ['ES256', 'ES384', 'EdDSA', 'Ed25519', 'PS256', 'RS256'];
