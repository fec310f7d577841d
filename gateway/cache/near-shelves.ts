// Look-ups in this process's memory, used while the bus brings what others invalidate.
import type { InvalidationBus } from './bus.js';
import { newEpoch } from './epoch.js';
import type { Owners } from './look-up-request.js';
import type { LookUpStore, Shelf, StoredValue, ValueToWrite } from './store.js';

/** Of all owners of a look-up, in their order; undefined where one isn't known. */
export type Epochs = readonly (string | undefined)[];

/** What is kept of the first owner, and of which epochs it has to be. */
export interface OwnersShelf<E extends Epochs = Epochs> {
  readonly epochs: E;
  readonly values: readonly (StoredValue | undefined)[];
}

export interface NearShelves {
  /** At once; undefined while the bus is down. */
  read(owners: Owners, names: readonly string[]): OwnersShelf | undefined;
  /** The epochs in force here, opened where there are none: each is another one after a drop. */
  watch(owners: Owners): readonly string[];
  /**
   * Unless one of the owners was dropped meanwhile.
   * @param watched before what is kept was read or fetched
   * @param epochs in force for all processes when it was
   */
  keep(
    owners: Owners,
    watched: readonly string[],
    epochs: readonly string[],
    values: readonly ValueToWrite[],
  ): void;
  drop(owner: string): void;
  dropAll(): void;
}

/** @param createStore one that answers at once */
export function createNearShelves(
  createStore: () => LookUpStore,
  bus: Pick<InvalidationBus, 'isUp'>,
): NearShelves {
  let store = createStore();
  const shelfOf = (owner: string, names: readonly string[]): Shelf => store.read(owner, names) as Shelf;
  const epochOf = (owner: string): string | undefined => shelfOf(owner, []).epoch;

  return {
    read([first, ...others], names) {
      if (!bus.isUp) return undefined;
      const { epoch, values } = shelfOf(first, names);
      return { epochs: [epoch, ...others.map(epochOf)], values };
    },
    // Random bits for an epoch that nobody needs were 3 % of a page.
    watch: (owners) =>
      owners.map((owner) => epochOf(owner) ?? (store.openEpoch(owner, newEpoch()) as string)),
    keep(owners, watched, epochs, values) {
      const inForce = owners.map(epochOf);
      // Another's reading may have put the shared epoch in force since: then it is the one of these values, too.
      const isUndisturbed = inForce.every(
        (epoch, index) => epoch === watched[index] || epoch === epochs[index],
      );
      if (!bus.isUp || !isUndisturbed) return;
      for (const [index, owner] of owners.entries())
        if (inForce[index] !== epochs[index]) void store.renewEpoch(owner, epochs[index] as string);
      if (values.length > 0) void store.write(owners[0], values);
    },
    drop: (owner) => void store.renewEpoch(owner, newEpoch()),
    dropAll() {
      store = createStore();
    },
  };
}
