// What the issuer needs of a logger.

/** Fields first, message second, as pino takes them. Numbers and names are never passed in. */
export interface IssuerLogger {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
