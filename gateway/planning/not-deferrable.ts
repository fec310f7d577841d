// Why a plan stays as it is.
/** The operation can't be taken apart in this way. */
export class NotDeferrable extends Error {}
