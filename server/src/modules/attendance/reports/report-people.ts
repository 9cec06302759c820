import type { Id } from '@quad/shared/platform';
import { chunksOf } from '../../../platform/database/batches';
import { formalName, peopleOf } from '../../identity';

interface Named {
  code: string;
  givenName: string;
  familyName: string;
  formal: string;
}

const perQuery = 1_000;
const nobody: Named = { code: '', givenName: '', familyName: '', formal: '' };

/** Who the rows speak of, read once each, many at a time. Of a whole school it is some hundred kilobytes. */
export class ReportPeople {
  readonly #known = new Map<Id, Named>();

  constructor(readonly districtId: Id) {}

  async learn(ids: Iterable<Id>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#known.has(id));
    for (const wanted of chunksOf(missing, perQuery)) {
      const people = await peopleOf(wanted, this.districtId);
      for (const id of wanted) {
        const person = people.get(id);
        this.#known.set(id, person === undefined ? nobody : { ...person, formal: formalName(person) });
      }
    }
  }

  get(id: Id): Named {
    return this.#known.get(id) ?? nobody;
  }

  /** Who a row is about. */
  columns(id: Id): { pupil_code: string; family_name: string; given_name: string } {
    const { code, familyName, givenName } = this.get(id);
    return { pupil_code: code, family_name: familyName, given_name: givenName };
  }

  /** By family name, then given name, then code, which no two people share. */
  inOrder(ids: Iterable<Id>): Id[] {
    const compare = new Intl.Collator('en', { sensitivity: 'base' }).compare;
    return [...ids].sort((one, other) => {
      const [a, b] = [this.get(one), this.get(other)];
      return (
        compare(a.familyName, b.familyName) || compare(a.givenName, b.givenName) || compare(a.code, b.code)
      );
    });
  }
}

export const pupilColumns = ['pupil_code', 'family_name', 'given_name'] as const;
