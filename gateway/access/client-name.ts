// What the client of a newly registered bureau may be called at the issuer and in grants.

/** 2 to 32 lower-case letters, digits and hyphens; it names a file and stands in commands, so no hyphen leads. */
export const clientNamePattern = /^[a-z0-9][a-z0-9-]{1,31}$/;
