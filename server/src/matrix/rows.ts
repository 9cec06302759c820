import { takesKey, type Endpoint } from '@quad/shared/platform';
import { routes } from '../app';
import { kinds, type Relation } from './grants';
import type { Row, Rows } from './row';
import { attendanceRows, historyRows, officeRows, rulesRows } from './rows/attendance.rows';
import { auditRows } from './rows/audit.rows';
import { familyRows, reportsRows } from './rows/families.rows';
import { accessRows, identityRows, securityRows } from './rows/identity.rows';
import { importsRows, notificationsRows } from './rows/imports.rows';
import { learningRows } from './rows/learning.rows';
import { classesRows, peopleRows } from './rows/people.rows';
import {
  adminRows,
  rollOverRows,
  schoolAccessRows,
  schoolsRows,
  searchRows,
  setUpRows,
} from './rows/schools.rows';

const rows: Rows = {
  ...identityRows,
  ...accessRows,
  ...securityRows,
  ...schoolsRows,
  ...setUpRows,
  ...adminRows,
  ...rollOverRows,
  ...schoolAccessRows,
  ...searchRows,
  ...peopleRows,
  ...classesRows,
  ...attendanceRows,
  ...historyRows,
  ...officeRows,
  ...rulesRows,
  ...familyRows,
  ...reportsRows,
  ...importsRows,
  ...notificationsRows,
  ...auditRows,
  ...learningRows,
};

/** A route with one of its rows. */
export interface Line {
  name: string;
  endpoint: Endpoint;
  row: Row;
}

/** Every route there is with its rows. @throws Error naming the routes without one, and the rows without a route */
export function linesOf(): Line[] {
  const names = routes.map(({ name }) => name);
  const missing = names.filter((name) => rows[name] === undefined);
  const idle = Object.keys(rows).filter((name) => !names.includes(name));
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  if (missing.length + idle.length + twice.length > 0)
    throw new Error(
      `no row for: ${missing.join(', ')}; no route for: ${idle.join(', ')}; twice: ${twice.join(', ')}`,
    );
  return routes.flatMap(({ name, endpoint }) =>
    [rows[name] ?? []].flat().map((row) => ({ name, endpoint, row })),
  );
}

/** The relations that a row has a thing of. */
export function relationsOf({ about, strayed }: Row): readonly Relation[] {
  return strayed === undefined ? kinds[about] : [...kinds[about], 'strayed'];
}

/** Nothing else repeats a request: a key would answer the second actor's like the first's. */
export const isRead = (endpoint: Endpoint): boolean => endpoint.method === 'GET' && !takesKey(endpoint);
