// Epochs: what was fetched under one is good while it is in force.
import { randomBytes } from 'node:crypto';

/** 128 random bits, not counted: after a flush a counter would begin anew and bring old values back. */
export function newEpoch(): string {
  return randomBytes(16).toString('base64url');
}
