// Reference resolvers over the rows of a case's data.

/**
 * Finds the row that a representation names by the first of the keys all of whose fields it has, like the reference
 * resolver of a real service; null where there is none.
 */
export function findBy<Row extends object>(rows: readonly Row[], ...keys: readonly (keyof Row & string)[][]) {
  return (reference: Partial<Record<keyof Row, unknown>>): Row | null => {
    const key = keys.find((fields) => fields.every((field) => reference[field] !== undefined));
    if (!key) throw new Error(`no key among ${Object.keys(reference).join()}`);
    return rows.find((row) => key.every((field) => row[field] === reference[field])) ?? null;
  };
}
