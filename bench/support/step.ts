import { step as told } from '../../deploy/local/say.mjs';

/** One step of a run: says its name, and says it again while it lasts. Here because plain JavaScript cannot tell what it hands back. */
export async function step<T>(text: string, work: () => Promise<T>): Promise<T> {
  return (await told(text, work)) as T;
}
