import type { Contract } from '@quad/shared/platform';
import type { Actor, Grants, Kind, Relation } from './grants';
import type { Thing } from './world';

export interface Asking {
  actor: Actor;
  /** the actor's person */
  personId: string;
  relation: Relation;
  /** expected to be let through: a refused one asks for what would change something */
  allowed: boolean;
  /** another number in each request */
  n: number;
}

/** What is sent; `params` that are left out are the thing's fields of the same name. */
export interface Ask {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  file?: { type: string; content: string };
  headers?: Record<string, string>;
}

/** What is known by hand of one route: never asked of the permission table, or its mistakes would be expected. */
export interface Row {
  about: Kind;
  may: Grants;
  ask?: (thing: Thing, asking: Asking) => Ask;
  /** within the own school, where the role may do it to others; 403 unless said */
  refused?: 403 | 404;
  /** an address of the own school with another school's thing in it; 404 where the row has such an address */
  strayed?: number;
  /** where a rule says too little */
  but?: (actor: Actor, relation: Relation) => number | undefined;
  /** the same for everybody, whoever they are */
  always?: number;
  /** collections put back as they were before each allowed request */
  again?: readonly string[];
  /** words of the fixture this answer may contain besides what the actor may always read */
  shows?: (actor: Actor) => readonly string[];
  /** asked last of all: it ends sessions */
  last?: true;
}

/** A row, or several, for each endpoint of a contract: one that is missing does not compile. */
export type RowsOf<C extends Contract> = Record<keyof C, Row | readonly Row[]>;
export type Rows = Record<string, Row | readonly Row[]>;
