// A typed operation, as `npm run operations` writes it from schema/operations.
/**
 * One operation of the graph: `Data` is what it answers, `Variables` what it asks for. By its hash alone it is asked; the
 * text is for a gateway that doesn't know the hash, and is loaded only then.
 */
export interface Operation<Data, Variables extends object> {
  /** `CitizenPage`. */
  readonly name: string;
  readonly type: 'query' | 'mutation';
  /** SHA-256 of the text, hex. */
  readonly hash: string;
  readonly told: ToldFields;
  readonly text: () => string | Promise<string>;
  /** Never there at run time: carries the types. */
  readonly types?: (variables: Variables) => Data;
}

/**
 * The nullable fields directly on `me`, `citizen` and each of `citizens`, whose values are `Told`: response key →
 * coordinate (`Citizen.pension`), resource of the catalogue, and the coordinates below it that may come masked.
 */
export type ToldFields = Readonly<
  Record<string, readonly [coordinate: string, resource: string, ...maskable: string[]]>
>;
