import type { Db } from 'mongodb';
import type { Who } from './people';

/** What some kinds of things are kept as; for all others the plural of the name is looked for. */
const kept: Record<string, string> = {
  ...{ pupil: 'people', person: 'people', guardian: 'people', teacher: 'people', by: 'people' },
  ...{ request: 'mark_requests', alert: 'alerts', delivery: 'deliveries', class: 'classes' },
};

interface Held {
  id: string;
  place: string | null;
}

/** Ids of everything a world holds, by kind and by whose they are. */
export class Ids {
  readonly #schools = new Map<string, string>();
  readonly #districts = new Map<string, string>();
  #collections = new Map<string, Held[]>();
  #all: Held[] = [];

  constructor(private readonly database: Db) {}

  school(name: string, id: string): void {
    this.#schools.set(name, id);
  }

  district(name: string, id: string): void {
    this.#districts.set(name, id);
  }

  idOfSchool(name: string): string {
    return this.#schools.get(name) ?? '';
  }

  /** What was made since is asked for from now on. */
  async read(): Promise<void> {
    const names = await this.database.listCollections({}, { nameOnly: true }).toArray();
    const places = new Map([...this.#schools].map(([name, id]) => [id, name]));
    const districts = [...this.#districts.values()];
    const people = await this.database
      .collection('memberships')
      .find({ districtId: { $in: districts } })
      .project<{ personId: string; schoolId: string | null }>({ personId: 1, schoolId: 1 })
      .toArray();
    const placeOf = new Map(
      people.map(({ personId, schoolId }) => [personId, places.get(schoolId ?? '') ?? null]),
    );
    const read = names.map(async ({ name }): Promise<[string, Held[]]> => {
      const found = await this.database
        .collection<{ _id: unknown; schoolId?: string | null }>(name)
        .find({ districtId: { $in: districts } })
        .project<{ _id: unknown; schoolId?: string | null }>({ schoolId: 1 })
        .sort({ _id: -1 })
        .limit(60)
        .toArray();
      const held = found.map(({ _id, schoolId }) => {
        const id = String(_id);
        return { id, place: places.get(schoolId ?? id) ?? placeOf.get(id) ?? null };
      });
      return [name, held];
    });
    this.#collections = new Map(await Promise.all(read));
    this.#all = [...this.#collections.values()].flat().filter(({ id }) => /^[0-9a-f]{24}$/.test(id));
  }

  /**
   * @param n picks: mostly the asker’s own, now and then a neighbour’s, a stranger’s, one of another kind, or none there ever was
   * @param stays whether a neighbour’s would rightly be changed, which nobody could tell from a leak later
   */
  pick(kind: string, n: number, who: Who, stays: boolean): string {
    const home = who.school ?? (n % 2 === 0 || stays ? `${who.district ?? 'A'}1` : `${who.district ?? 'A'}2`);
    const luck = n % 20;
    if (luck === 19) return 'f'.repeat(24);
    if (luck === 18) return this.#all[(n * 7) % Math.max(1, this.#all.length)]?.id ?? 'a'.repeat(24);
    const place =
      luck === 17
        ? home === 'B1'
          ? 'A1'
          : 'B1'
        : luck === 16 && !stays
          ? home === 'A1'
            ? 'A2'
            : 'A1'
          : home;
    if (kind === 'school') return this.#schools.get(place) ?? 'b'.repeat(24);
    const held = (this.#collections.get(kept[kind] ?? `${kind}s`) ?? []).filter(
      (each) => each.place === place,
    );
    return held[Math.floor(n / 20) % Math.max(1, held.length)]?.id ?? 'c'.repeat(24);
  }

  /** Some ids of everything in the other district. */
  strangers(who: Who): string[] {
    const isForeign = ({ id, place }: Held): boolean =>
      place !== null && place.startsWith('B') !== (who.district === 'B') && /^[0-9a-f]{24}$/.test(id);
    return [
      ...new Set(
        [...this.#collections.values()]
          .flatMap((held) => held.filter(isForeign).slice(0, 3))
          .map(({ id }) => id),
      ),
    ];
  }
}
