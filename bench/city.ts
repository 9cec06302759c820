import { join } from 'node:path';
import { tell } from '../deploy/local/refusal.mjs';
import { say } from '../deploy/local/say.mjs';
import { schoolsOn } from './city/attendance-file';
import { adminLogin, importSchools, openDistrict } from './city/build-city';
import { differences, wholeBoard } from './city/compare-board';
import { openCity } from './city/data-folder';
import { signInTeachers, takeRegisters } from './city/morning';
import { readOptions } from './city/options';
import { Tally } from './city/tally';
import { Api } from './support/api';

const root = join(import.meta.dirname, '..');
const mostTold = 10;

/**
 * A city's morning on a running server, through its public API alone: the schools of a real attendance file, generated pupils,
 * and marks drawn so that each school's board shows the percentage the file has. Running it again changes nothing.
 */
async function morning(args: string[]): Promise<boolean> {
  const options = readOptions(args);
  const { date, pupils, server } = options;
  const inFile = await schoolsOn(options.file, date);
  const schools = inFile.slice(0, options.schools);
  const silent = schools.filter((school) => school.percent === null).length;
  say(
    `The file has ${inFile.length} schools on ${date}; ${schools.length} are taken, ${silent} of them without a figure (“not submitted”).`,
  );

  const city = await openCity(root, pupils);
  const api = new Api(server, { connections: options.concurrency });
  const tally = new Tally();
  try {
    const admin = await openDistrict(api, city, date);
    console.log(
      `\n  Sign in as ${adminLogin}, password ${city.adminPassword}, and open ${server.origin}/board to watch it fill.\n`,
    );
    const ids = await importSchools(api, admin, city, schools, options, tally);
    const imported = schools.filter((school) => ids.has(school.code));
    const lessons = await signInTeachers(api, city, imported, options, tally);
    const seconds = await takeRegisters(api, lessons, options, tally);

    const different = differences(schools, pupils, await wholeBoard(api, admin, date));
    for (const sentence of different.slice(0, mostTold)) say(sentence);
    if (tally.already.registers > 0)
      say(`${tally.already.registers} of the registers had been taken by an earlier run.`);
    const written = tally.marks - tally.already.marks;
    const exact = different.length === 0;
    console.log(
      `schools ${schools.length}, registers ${tally.registers}, marks ${tally.marks}, seconds ${seconds.toFixed(1)}, ` +
        `marks/s ${Math.round(written / seconds)}, refused ${tally.refused}, exact ${exact ? 'yes' : 'no'}`,
    );
    return exact && tally.refused === 0;
  } finally {
    api.close();
  }
}

try {
  if (!(await morning(process.argv.slice(2)))) process.exitCode = 1;
} catch (error) {
  console.error(tell(error));
  process.exitCode = 1;
}
