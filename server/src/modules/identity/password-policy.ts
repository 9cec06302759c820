import { passwordLength, passwordLengths } from '@quad/shared/identity';
import { folded } from '@quad/shared/platform';
import { Failure } from '../../platform/http/failure';
import { isFrequent } from './frequent-passwords';

interface Owner {
  login?: string | undefined;
  givenName: string;
  familyName: string;
  /** a one-time code is asked for as well, so fewer characters will do */
  secondFactor?: boolean | undefined;
}

/** What everybody here would try. */
const everybodys = ['quad', 'school'];
/** What is left beside one’s own names must be worth something. */
const leastBeside = 6;

/**
 * What every new password must be, whoever sets it: long enough, not one that is tried first, not one’s own name. Nothing is said
 * of which characters it has.
 * @param places names of the owner’s schools and district
 * @param field of the request, for whoever typed it
 * @throws Failure invalid_request with a sentence for the field
 */
export function checkPassword(
  password: string,
  owner: Owner,
  { field = 'password', places = [] }: { field?: string; places?: readonly string[] } = {},
): void {
  const message = whyNot(password, owner, places);
  if (message !== null) throw new Failure('invalid_request', undefined, { errors: [{ field, message }] });
}

/** Whether it will do only as long as a one-time code is asked for as well. */
export function isShort(password: string): boolean {
  return passwordLength(password) < passwordLengths.alone;
}

function whyNot(password: string, owner: Owner, places: readonly string[]): string | null {
  const { alone, withSecondFactor } = passwordLengths;
  if (passwordLength(password) < withSecondFactor || (isShort(password) && owner.secondFactor !== true))
    return `must have at least ${alone} characters, or ${withSecondFactor} for whoever uses one-time codes`;
  if (saysOwnNames(password, owner, places))
    return 'is little more than a name that others know; add words that have nothing to do with you';
  if (isFrequent(password))
    return 'is among those that are tried first; four words that do not belong together are hard to guess and easy to remember';
  return null;
}

function saysOwnNames(password: string, owner: Owner, places: readonly string[]): boolean {
  const names = [owner.login ?? '', owner.givenName, owner.familyName, ...places, ...everybodys];
  const words = names
    .flatMap((name) => [bare(name), ...folded(name).split(/[^\p{L}\p{N}]+/u)])
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length);
  const whole = bare(password);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), whole);
  return rest !== whole && rest.length < leastBeside;
}

/** Letters and digits without case and accents. */
function bare(text: string): string {
  return folded(text.normalize('NFKC')).replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
