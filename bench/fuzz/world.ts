import { randomBytes } from 'node:crypto';
import type { Db } from 'mongodb';
import { attendanceContract, familyContract } from '@quad/shared/attendance';
import { identityContract } from '@quad/shared/identity';
import { peopleContract, schoolsContract, type SchoolImport } from '@quad/shared/schools';
import type { Api } from '../support/api';
import type { Session } from '../support/session';
import { Marks, type Owner } from './marks';
import { everybody, type Who } from './people';
import { Ids } from './pools';

/**
 * Everybody's. The product's own hashes cost a quarter of a second of a core each; this one costs a millisecond.
 */
const password = 'fuzzing on the loopback';
const cheapHash = '$2b$04$xab8mtBrUiuSPTOKsNela.6sy7ixOgdaORBfResoJZamsdRC97j6e';
const timeZone = 'Europe/London';
const clock = { kind: 'set' as const, date: '2026-03-04', time: '09:00' };

/** Two districts with three schools, every role signed in, and a marker in every name. */
export class World {
  readonly marks = new Marks();
  readonly ids: Ids;
  readonly #sessions = new Map<string, Session>();
  readonly #first = new Map<string, string>();
  /** of this world alone: the installation has one more with each round */
  readonly #tag = randomBytes(3).toString('hex');

  private constructor(
    private readonly api: Api,
    private readonly database: Db,
    readonly operatorKey: string,
  ) {
    this.ids = new Ids(database);
  }

  static async make(api: Api, database: Db, operatorKey: string): Promise<World> {
    const world = new World(api, database, operatorKey);
    await world.#build('A', ['A1', 'A2']);
    await world.#build('B', ['B1']);
    for (const who of everybody) await world.signIn(who);
    await world.#fill('A1');
    await world.#fill('B1');
    await world.ids.read();
    return world;
  }

  /** Headers that say who asks. */
  credentials(who: Who, path: string): Record<string, string> {
    if (who.role === 'operator') return { authorization: `Bearer ${this.operatorKey}` };
    const cookie = this.#sessions.get(who.name)?.headerFor(path) ?? '';
    return cookie === '' ? {} : { cookie };
  }

  /** @returns false where that is not possible any more: somebody ended their role, say */
  async signIn(who: Who): Promise<boolean> {
    if (who.role === 'operator' || who.role === 'nobody') return true;
    try {
      const { session, me } = await this.api.signIn(this.#loginOf(who), password);
      this.#sessions.set(who.name, session);
      if (!this.#first.has(who.name)) this.#first.set(who.name, whatOf(me));
      return true;
    } catch {
      return false;
    }
  }

  take(who: Who, setCookie: readonly string[] | undefined): void {
    if (setCookie !== undefined) this.#sessions.get(who.name)?.take(setCookie);
  }

  /** Whether the person is still what they were at first: an office may rightly give them a role, or a child. */
  async isAsFirst(who: Who): Promise<boolean> {
    const session = this.#sessions.get(who.name);
    if (session === undefined) return true;
    try {
      return whatOf(await this.api.call(identityContract.me, {}, session)) === this.#first.get(who.name);
    } catch {
      return false;
    }
  }

  /** Whether the owner of a name has, rightly, become somebody in the asker’s school. */
  async hasComeTo(who: Who, { code }: Owner): Promise<boolean> {
    if (code === undefined || who.school === null) return false;
    const person = await this.database.collection('people').findOne({ code: this.#codeOf(code) });
    const schoolId = this.ids.idOfSchool(who.school);
    const role = await this.database
      .collection('memberships')
      .findOne({ personId: String(person?._id), schoolId });
    return role !== null && !code.startsWith(`${who.school}-`);
  }

  /** The day everybody’s roles hold on, after a request moved it. */
  async setClock(): Promise<void> {
    for (const who of everybody.filter(({ role }) => role === 'districtAdmin')) {
      const session = this.#sessions.get(who.name);
      if (session !== undefined)
        await this.api.call(schoolsContract.setClock, { body: clock }, session).catch(() => this.signIn(who));
    }
  }

  #loginOf(who: Who): string {
    return `${this.#tag}.${who.code ?? `admin-${who.district ?? ''}`}`.toLowerCase();
  }

  #codeOf(code: string): string {
    return `${this.#tag}-${code}`;
  }

  async #build(district: 'A' | 'B', schools: readonly string[]): Promise<void> {
    const { api } = this;
    const admin: Who | undefined = everybody.find(
      (who) => who.role === 'districtAdmin' && who.district === district,
    );
    if (admin === undefined) throw new Error(`nobody is the admin of ${district}`);
    const name = this.marks.of({ district, school: null, kind: 'school' });
    const first = this.marks.of({ district, school: null, kind: 'staff' });
    const person = { givenName: first, familyName: first, login: this.#loginOf(admin), password };
    const body = {
      code: `${this.#tag}-${district}`,
      name,
      timeZone,
      admin: person,
      adminsNeedSecondFactor: false,
    };
    const operator = { operatorKey: this.operatorKey };
    const { districtId } = await api.call(schoolsContract.createDistrict, { body }, operator);
    await this.#giveLogins(districtId, []);
    const { session } = await api.signIn(person.login, password);
    await api.call(schoolsContract.setClock, { body: clock }, session);
    for (const school of schools) await this.#buildSchool(district, school, session);
    const people = everybody.filter((who) => who.district === district && who.code !== null);
    await this.#giveLogins(districtId, people);
    this.ids.district(district, districtId);
  }

  async #buildSchool(district: 'A' | 'B', school: string, admin: Session): Promise<void> {
    const body = this.#schoolFile(district, school);
    const { schoolId } = await this.api.call(schoolsContract.importSchool, { body }, admin);
    this.ids.school(school, schoolId);
    const named = (kind: 'staff' | 'guardian', code: string) => {
      const marker = this.marks.of({ district, school, kind, code });
      return { givenName: marker, familyName: marker, code: this.#codeOf(code) };
    };
    const add = (role: 'schoolAdmin' | 'office' | 'guardian') =>
      this.api.call(
        peopleContract.createPerson,
        {
          params: { schoolId },
          body: {
            role,
            from: '2026-01-05',
            ...named(role === 'guardian' ? role : 'staff', `${school}-${role}`),
          },
        },
        admin,
      );
    await add('schoolAdmin');
    await add('office');
    const guardian = await add('guardian');
    const pupil = await this.database
      .collection('people')
      .findOne({ code: this.#codeOf(`${school}-student`) });
    await this.api.call(
      peopleContract.addGuardian,
      { params: { schoolId, personId: String(pupil?._id) }, body: { guardianId: guardian.personId } },
      admin,
    );
  }

  #schoolFile(district: 'A' | 'B', school: string): SchoolImport {
    const person = (kind: 'staff' | 'pupil', code: string) => {
      const marker = this.marks.of({ district, school, kind, code });
      return { code: this.#codeOf(code), givenName: marker, familyName: marker };
    };
    const pupils = ['student', 'pupil1', 'pupil2', 'pupil3'].map((name) => `${school}-${name}`);
    const lessons = (period: string) => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period }));
    const aClass = (code: string, teacher: string, period: string, roll: readonly string[]) => ({
      ...{ code, name: this.marks.of({ district, school, kind: 'class' }), subject: code, room: null },
      teacherCodes: [this.#codeOf(`${school}-${teacher}`)],
      pupilCodes: roll.map((each) => this.#codeOf(each)),
      lessons: lessons(period),
    });
    return {
      ...{ code: `${this.#tag}-${school}`, name: this.marks.of({ district, school, kind: 'school' }) },
      ...{ group: null, timeZone, terms: [{ name: 'Spring term', from: '2026-01-05', to: '2026-04-02' }] },
      periods: [
        { period: '1', name: 'Period 1', starts: '08:55', ends: '09:45' },
        { period: '2', name: 'Period 2', starts: '09:50', ends: '10:40' },
      ],
      teachers: ['teacher1', 'teacher2'].map((name) => person('staff', `${school}-${name}`)),
      pupils: pupils.map((code) => person('pupil', code)),
      classes: [aClass('MAT', 'teacher1', '1', pupils), aClass('HIS', 'teacher2', '2', pupils.slice(2))],
    };
  }

  async #giveLogins(districtId: string, people: readonly Who[]): Promise<void> {
    const collection = this.database.collection('people');
    const admins = { districtId, login: { $exists: true } };
    await collection.updateMany(admins, { $set: { passwordHash: cheapHash } });
    for (const who of people) {
      const found = { districtId, code: this.#codeOf(who.code ?? '') };
      await collection.updateOne(found, { $set: { login: this.#loginOf(who), passwordHash: cheapHash } });
    }
  }

  /** Something of each kind there is to ask for. */
  async #fill(school: string): Promise<void> {
    const session = (code: string) =>
      this.#sessions.get(everybody.find((who) => who.code === code)?.name ?? '') ?? null;
    const classes = await this.database
      .collection('classes')
      .find({ schoolId: this.ids.idOfSchool(school) })
      .toArray();
    const office = session(`${school}-office`);
    for (const { _id } of classes)
      await this.api.call(
        attendanceContract.startRegister,
        { params: { classId: String(_id) }, body: {} },
        office,
      );
    const guardian = session(`${school}-guardian`);
    const pupil = await this.database
      .collection('people')
      .findOne({ code: this.#codeOf(`${school}-student`) });
    if (guardian === null) return;
    const body = { from: '2026-03-05', to: '2026-03-05', reasonKind: 'illness', text: 'A cold' } as const;
    await this.api.call(
      familyContract.reportAbsence,
      { params: { pupilId: String(pupil?._id) }, body },
      guardian,
    );
  }
}

/** Roles, classes and children, as text that can be compared. */
function whatOf({
  memberships,
  teaches,
  covers,
  children,
}: {
  memberships: readonly { schoolId: string | null; role: string }[];
  teaches: readonly object[];
  covers: readonly object[];
  children: readonly string[];
}): string {
  return JSON.stringify([
    memberships.map(({ schoolId, role }) => [schoolId, role]).sort(),
    teaches,
    covers,
    children,
  ]);
}
