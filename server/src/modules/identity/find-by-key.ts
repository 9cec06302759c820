import { PersonModel, type Person } from './person.model';

/** Ids of the district's people by the names they sign in by; names nobody has are left out. */
export async function idsByLogin(
  districtId: string,
  logins: readonly string[],
): Promise<Map<string, string>> {
  const found = await PersonModel.find({ login: { $in: logins }, districtId }, { login: 1 }).lean<Person[]>();
  return new Map(found.map(({ login, _id }) => [login ?? '', _id]));
}

/** Ids of the district's people by their codes; codes nobody has are left out. */
export async function idsByCode(districtId: string, codes: readonly string[]): Promise<Map<string, string>> {
  const found = await PersonModel.find({ districtId, code: { $in: codes } }, { code: 1 }).lean<Person[]>();
  return new Map(found.map(({ code, _id }) => [code, _id]));
}
