import { pathOf } from '../platform/http/binder';
import { actors, type Actor, type Relation } from './grants';
import type { Ask, Asking } from './row';
import { relationsOf, type Line } from './rows';
import type { Answer } from './session';
import type { Thing, World } from './world';

/** One request of one actor about one thing, and what is to come of it. */
export interface Cell {
  name: string;
  actor: Actor;
  relation: Relation;
  /** a status, or `ok` for any that means yes */
  expected: number | 'ok';
  send(): Promise<Answer>;
  line: Line;
}

const yes = [200, 204];
export const fits = (expected: Cell['expected'], { status }: Answer): boolean =>
  expected === 'ok' ? yes.includes(status) : status === expected;
export const isAllowed = ({ expected }: Cell): boolean => expected === 'ok' || yes.includes(expected);

let n = 0;

export function cellsOf(line: Line, world: World): Cell[] {
  return actors.flatMap((actor) =>
    relationsOf(line.row).map((relation): Cell => {
      const expected = expectation(line, actor, relation);
      const { browser, personId } = world.actors[actor];
      const thing = thingOf(line, relation, world);
      return {
        ...{ name: line.name, actor, relation, expected, line },
        send: () => {
          const allowed = expected === 'ok' || yes.includes(expected);
          const asking: Asking = { actor, personId, relation, allowed, n: ++n };
          const ask = line.row.ask?.(thing, asking) ?? {};
          return browser.send(line.endpoint.method, addressOf(line, ask, thing), ask);
        },
      };
    }),
  );
}

/** What the rows say by hand; the product's own table is not asked. */
function expectation({ row, endpoint }: Line, actor: Actor, relation: Relation): number | 'ok' {
  if (row.always !== undefined) return row.always;
  if (actor === 'nobody') return 401;
  const things = row.may[actor];
  if (things === undefined) return 403;
  const exception = row.but?.(actor, relation);
  if (exception !== undefined) return exception;
  // what speaks HTTP itself says yes in its own way
  if (things.includes(relation) && endpoint.raw === true) return 'ok';
  if (things.includes(relation)) return endpoint.response === null && endpoint.download !== true ? 204 : 200;
  if (relation === 'strayed') return row.strayed ?? 404;
  if (relation === 'never' && row.strayed !== undefined) return row.strayed;
  return ['otherSchool', 'otherDistrict', 'never'].includes(relation) ? 404 : (row.refused ?? 403);
}

/** Under an address of the own school, what never was is missing in that school. */
function thingOf({ row }: Line, relation: Relation, { things }: World): Thing {
  const nested = relation === 'never' && row.strayed !== undefined;
  return nested ? { ...things.never, schoolId: things.own.schoolId } : things[relation];
}

function addressOf({ endpoint }: Line, { params, query }: Ask, thing: Thing): string {
  const fields: Record<string, unknown> = { ...thing, ...params };
  const path = pathOf(endpoint).replace(/:(\w+)/g, (_, name: string) => {
    const value = fields[name];
    if (typeof value !== 'string') throw new Error(`${endpoint.path}: nothing for ${name}`);
    return value;
  });
  return query === undefined ? path : `${path}?${new URLSearchParams(query).toString()}`;
}
