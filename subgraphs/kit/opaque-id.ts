// Ids for client caches: opaque, unique over the graph, and not to be taken apart by anybody but the department that made them.

/** `opaqueId('Mortgage', 12)`. */
export function opaqueId(type: string, id: number | string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** The row's own id, or undefined when this isn't an id of `type`. */
export function readOpaqueId(type: string, opaque: string): string | undefined {
  const [, id] =
    new RegExp(`^${type}:([\\w-]{1,64})$`).exec(Buffer.from(opaque.slice(0, 256), 'base64url').toString()) ??
    [];
  return id;
}
