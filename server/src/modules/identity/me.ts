import type { Me } from '@quad/shared/identity';
import type { Context } from '../../platform/http/context';

export function presentMe(ctx: Context): Me {
  const { actor, district } = ctx;
  return {
    personId: actor.personId,
    districtId: actor.districtId,
    districtName: district.name,
    name: actor.name,
    givenName: actor.givenName,
    formalName: actor.formalName,
    login: actor.login,
    memberships: actor.memberships.map(({ schoolId, schoolName, role }) => ({ schoolId, schoolName, role })),
    teaches: [...actor.teaches],
    covers: actor.covers.filter((cover) => cover.to > ctx.now()),
    children: [...actor.children],
    secondFactor: actor.secondFactor,
    provedUntil: actor.provedUntil,
    clock: { now: ctx.now(), timeZone: district.timeZone, real: district.clockOffset === 0 },
  };
}
